// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Headstock
{
    /// <summary>
    /// Reads and writes JSON (RFC 8259). An object is a <c>Dictionary&lt;string, object&gt;</c>, a list a
    /// <c>List&lt;object&gt;</c>, a number a <c>long</c> or, where it is none, a <c>double</c>.
    /// </summary>
    public static class Json
    {
        const int MaxDepth = 200;

        /// <summary>Reads one value. Throws a <c>FormatException</c> that says where it is none.</summary>
        public static object Read(string text)
        {
            var reader = new Reader(text);
            object value = reader.Value(0);
            reader.End();
            return value;
        }

        /// <summary>
        /// Writes a value: null, text, numbers, dictionaries, lists, and of any other object its public properties, so
        /// that <c>new { host = "localhost" }</c> will do. A string is written as a JSON string.
        /// </summary>
        public static string Write(object value)
        {
            var into = new StringBuilder();
            JsonWriter.Write(value, into, 0);
            return into.ToString();
        }

        /// <summary>The JSON of what a caller gave: a string is JSON already, null is nothing.</summary>
        internal static string Of(object given)
        {
            return given == null ? null : given as string ?? Write(given);
        }

        sealed class Reader
        {
            readonly string text;
            int at;

            public Reader(string text) { this.text = text; }

            public object Value(int depth)
            {
                if (depth > MaxDepth) throw Wrong("too deep");
                switch (Peek())
                {
                    case '{': return Members(depth);
                    case '[': return Items(depth);
                    case '"': return Text();
                    case 't': return Word("true", true);
                    case 'f': return Word("false", false);
                    case 'n': return Word("null", null);
                    default: return Number();
                }
            }

            public void End()
            {
                Blanks();
                if (at < text.Length) throw Wrong("more behind the end");
            }

            Dictionary<string, object> Members(int depth)
            {
                var made = new Dictionary<string, object>();
                Take('{');
                if (Skip('}')) return made;
                do
                {
                    if (Peek() != '"') throw Wrong("no key");
                    string key = Text();
                    Take(':');
                    made[key] = Value(depth + 1);
                } while (Skip(','));
                Take('}');
                return made;
            }

            List<object> Items(int depth)
            {
                var made = new List<object>();
                Take('[');
                if (Skip(']')) return made;
                do made.Add(Value(depth + 1));
                while (Skip(','));
                Take(']');
                return made;
            }

            string Text()
            {
                var made = new StringBuilder();
                Take('"');
                for (;;)
                {
                    char c = Next();
                    if (c == '"') return made.ToString();
                    if (c < ' ') throw Wrong("a control character");
                    made.Append(c == '\\' ? Escaped() : c);
                }
            }

            char Escaped()
            {
                char c = Next();
                int place = "\"\\/bfnrt".IndexOf(c);
                if (place >= 0) return "\"\\/\b\f\n\r\t"[place];
                if (c != 'u' || at + 4 > text.Length) throw Wrong("no escape");
                ushort unit;
                string digits = text.Substring(at, 4);
                if (!ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out unit))
                    throw Wrong("no escape");
                at += 4;
                return (char)unit;
            }

            object Number()
            {
                int begin = at;
                while (at < text.Length && "+-.0123456789eE".IndexOf(text[at]) >= 0) ++at;
                string digits = text.Substring(begin, at - begin);
                if (digits.Length == 0 || digits[0] == '+') throw Wrong("no value");
                long whole;
                if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole))
                    return whole;
                double number;
                if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
                    return number;
                throw Wrong("no value");
            }

            object Word(string word, object value)
            {
                if (string.CompareOrdinal(text, at, word, 0, word.Length) != 0) throw Wrong("no value");
                at += word.Length;
                return value;
            }

            void Blanks()
            {
                while (at < text.Length && " \t\r\n".IndexOf(text[at]) >= 0) ++at;
            }

            char Peek()
            {
                Blanks();
                return at < text.Length ? text[at] : '\0';
            }

            char Next()
            {
                if (at == text.Length) throw Wrong("too short");
                return text[at++];
            }

            void Take(char c)
            {
                if (!Skip(c)) throw Wrong("no '" + c + "'");
            }

            bool Skip(char c)
            {
                if (Peek() != c || at == text.Length) return false;
                ++at;
                return true;
            }

            FormatException Wrong(string what)
            {
                return new FormatException("JSON, at character " + at + ": " + what);
            }
        }
    }
}
