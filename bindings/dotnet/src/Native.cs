// SPDX-License-Identifier: MIT
using System;
using System.Runtime.InteropServices;

namespace Headstock
{
    /// <summary>A text that the library gave out: a copy is to be made before the thread calls again.</summary>
    [StructLayout(LayoutKind.Sequential)]
    struct NativeText
    {
        public IntPtr Data;
        public UIntPtr Length;
        public override string ToString() { return Utf8.Text(Data, Length); }
        public byte[] Bytes() { return Utf8.Copy(Data, Length); }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate int RuleCallback(IntPtr user, ulong element, ulong depth);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    delegate void EventCallback(IntPtr user, IntPtr json, UIntPtr length);

    /// <summary>The functions of headstock.h; handles are numbers of 64 bits on every machine.</summary>
    static class Native
    {
        const string Name = "headstock";
        const CallingConvention C = CallingConvention.Cdecl;

        [DllImport(Name, CallingConvention = C)] public static extern uint hs_abi_version();
        [DllImport(Name, CallingConvention = C)] public static extern IntPtr hs_version();
        [DllImport(Name, CallingConvention = C)] public static extern IntPtr hs_status_words(int status);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_last_error(ulong handle, out NativeText words);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_payload_types(out NativeText json);

        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_new(byte[] tag, UIntPtr tagLength, byte[] ns, UIntPtr nsLength,
                                                out ulong made);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_parse(byte[] xml, UIntPtr length, out ulong made);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_from_json(byte[] type, UIntPtr typeLength, byte[] json, UIntPtr jsonLength,
                                                      out ulong made);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_copy(ulong element, out ulong made);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_element_free(ulong element);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_tag(ulong element, out NativeText tag);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_namespace(ulong element, out NativeText ns);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_attribute(ulong element, byte[] name, UIntPtr nameLength, byte[] ns,
                                                      UIntPtr nsLength, out NativeText value);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_attribute_at(ulong element, UIntPtr index, out NativeText name,
                                                         out NativeText ns, out NativeText value);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_content(ulong element, out NativeText text);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_child(ulong element, UIntPtr index, out ulong made);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_find(ulong element, byte[] tag, UIntPtr tagLength, byte[] ns,
                                                 UIntPtr nsLength, out ulong made);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_xml(ulong element, out NativeText xml);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_json(ulong element, out NativeText json);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_set_attribute(ulong element, byte[] name, UIntPtr nameLength, byte[] ns,
                                                          UIntPtr nsLength, byte[] value, UIntPtr valueLength);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_element_add_text(ulong element, byte[] text, UIntPtr length);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_element_add(ulong element, ulong child);

        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_parser_new(byte[] options, UIntPtr length, out ulong made);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_parser_free(ulong parser);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_parser_on(ulong parser, byte[] tag, UIntPtr tagLength, byte[] ns, UIntPtr nsLength,
                                              int depth, RuleCallback callback, IntPtr user, out ulong rule);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_parser_on_path(ulong parser, byte[] path, UIntPtr length, RuleCallback callback,
                                                   IntPtr user, out ulong rule);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_parser_on_unmatched(ulong parser, RuleCallback callback, IntPtr user,
                                                        out ulong rule);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_parser_cancel(ulong parser, ulong rule);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_parser_feed(ulong parser, ref byte first, UIntPtr length);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_parser_resume(ulong parser);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_parser_finish(ulong parser);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_parser_restart(ulong parser);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_parser_position(ulong parser, out ulong offset, out ulong line, out ulong column);

        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_session_new(byte[] address, UIntPtr addressLength, byte[] password,
                                                UIntPtr passwordLength, byte[] options, UIntPtr optionsLength,
                                                out ulong made);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_session_free(ulong session);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_session_start(ulong session, byte[] channel, UIntPtr length);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_session_receive(ulong session, ref byte first, UIntPtr length);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_session_lost(ulong session, byte[] why, UIntPtr length);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_session_output(ulong session, out NativeText bytes);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_session_consume(ulong session, UIntPtr length);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_session_need(ulong session, out int need);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_session_encrypted(ulong session, byte[] channel, UIntPtr length);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_session_deadline(ulong session, out ulong milliseconds);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_session_expire(ulong session);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_session_terminate(ulong session);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_session_event(ulong session, out NativeText json);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_session_state(ulong session, out NativeText state);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_session_restore(ulong session, byte[] state, UIntPtr length);

        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_client_new(byte[] address, UIntPtr addressLength, byte[] password,
                                               UIntPtr passwordLength, byte[] options, UIntPtr optionsLength,
                                               out ulong made);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_client_free(ulong client);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_client_start(ulong client);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_client_on_event(ulong client, EventCallback callback, IntPtr user);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_client_close(ulong client, long milliseconds);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_client_network_changed(ulong client);

        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_address(ulong entity, out NativeText address);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_state(ulong entity, out NativeText word);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_send(ulong entity, byte[] xml, UIntPtr length, IntPtr noDelivery);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_send(ulong entity, byte[] xml, UIntPtr length, out ulong delivery);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_send_element(ulong entity, ulong stanza, IntPtr noDelivery);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_send_message(ulong entity, byte[] to, UIntPtr toLength, byte[] body,
                                                 UIntPtr bodyLength, byte[] language, UIntPtr languageLength,
                                                 IntPtr noDelivery);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_send_presence(ulong entity, byte[] presence, UIntPtr length);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_ask(ulong entity, byte[] to, UIntPtr toLength, int set, byte[] type,
                                        UIntPtr typeLength, byte[] payload, UIntPtr payloadLength, ulong milliseconds,
                                        out ulong request);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_forget(ulong entity, ulong request);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_serve(ulong entity, byte[] tag, UIntPtr tagLength, byte[] ns, UIntPtr nsLength,
                                          int set);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_reply(ulong entity, ulong request, byte[] type, UIntPtr typeLength, byte[] payload,
                                          UIntPtr payloadLength);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_refuse(ulong entity, ulong request, byte[] condition, UIntPtr conditionLength,
                                           byte[] words, UIntPtr wordsLength);
        [DllImport(Name, CallingConvention = C)]
        public static extern int hs_announce(ulong entity, byte[] feature, UIntPtr length);
        [DllImport(Name, CallingConvention = C)] public static extern int hs_roster(ulong entity, out NativeText json);
    }
}
