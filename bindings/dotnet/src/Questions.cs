// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Headstock
{
    /// <summary>A question that waits for its answer.</summary>
    sealed class Question
    {
        // Who awaits goes on elsewhere, not on the thread that hears the answer.
        public readonly TaskCompletionSource<Payload> Answer =
            new TaskCompletionSource<Payload>(TaskCreationOptions.RunContinuationsAsynchronously);
        public long Number;

        public void Hear(Event e)
        {
            if (e.Name == "answer") Answer.TrySetResult(e.Payload);
            else Answer.TrySetException(new HeadstockException(e));
        }
    }

    /// <summary>All questions of an entity. The answer may be here before the call that asked has come back.</summary>
    sealed class Questions
    {
        readonly Dictionary<long, Question> open = new Dictionary<long, Question>();
        readonly Dictionary<long, Event> early = new Dictionary<long, Event>();
        int asking;
        Exception ended;

        /// <summary>Asks; `ask` gives the number.</summary>
        public Question Begin(Func<long> ask)
        {
            var question = new Question();
            lock (open) ++asking;
            try
            {
                question.Number = ask();
                Settle(question);
            }
            finally
            {
                lock (open)
                    if (--asking == 0) early.Clear();
            }
            return question;
        }

        void Settle(Question question)
        {
            Event told;
            lock (open)
            {
                if (early.TryGetValue(question.Number, out told)) early.Remove(question.Number);
                else if (ended == null) open.Add(question.Number, question);
            }
            if (told != null) question.Hear(told);
            else if (ended != null) question.Answer.TrySetException(ended);
        }

        /// <summary>Takes an answer, or a failure.</summary>
        public void Hear(Event e)
        {
            Question question;
            lock (open)
            {
                if (open.TryGetValue(e.Request, out question)) open.Remove(e.Request);
                else if (asking > 0) early[e.Request] = e;
            }
            if (question != null) question.Hear(e);
        }

        /// <summary>Gives up on a question. Gives whether it was open.</summary>
        public bool Forget(Question question)
        {
            lock (open) return open.Remove(question.Number);
        }

        /// <summary>Fails all, also those to come.</summary>
        public void End(Exception why)
        {
            List<Question> left;
            lock (open)
            {
                ended = why;
                left = new List<Question>(open.Values);
                open.Clear();
            }
            foreach (Question each in left) each.Answer.TrySetException(why);
        }
    }
}
