// SPDX-License-Identifier: MIT
package org.headstock;

import com.sun.jna.Callback;
import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;

/** The functions of headstock.h. Handles are numbers of 64 bits. */
interface Core extends Library {
    Core C = Native.load("headstock", Core.class);

    /** A size_t. */
    class Size extends IntegerType {
        private static final long serialVersionUID = 1;

        public Size() {
            this(0);
        }

        Size(long value) {
            super(Native.SIZE_T_SIZE, value, true);
        }
    }

    /** A text that the library gave out: a copy is to be made before the thread calls again. */
    @Structure.FieldOrder({"data", "length"})
    class Text extends Structure {
        public Pointer data;
        public Size length;

        byte[] bytes() {
            return Utf8.bytes(data, length);
        }

        @Override
        public String toString() {
            return Utf8.text(data, length);
        }
    }

    /** Hears of elements. */
    interface RuleCallback extends Callback {
        int invoke(Pointer user, long element, long depth);
    }

    /** Hears of events. */
    interface EventCallback extends Callback {
        void invoke(Pointer user, Pointer json, Size length);
    }

    int hs_abi_version();

    Pointer hs_version();

    Pointer hs_status_words(int status);

    int hs_last_error(long handle, Text words);

    int hs_payload_types(Text json);

    int hs_element_new(byte[] tag, Size tagLength, byte[] ns, Size nsLength, LongByReference made);

    int hs_element_parse(byte[] xml, Size length, LongByReference made);

    int hs_element_from_json(byte[] type, Size typeLength, byte[] json, Size jsonLength, LongByReference made);

    int hs_element_copy(long element, LongByReference made);

    int hs_element_free(long element);

    int hs_element_tag(long element, Text tag);

    int hs_element_namespace(long element, Text ns);

    int hs_element_attribute(long element, byte[] name, Size nameLength, byte[] ns, Size nsLength, Text value);

    int hs_element_attribute_at(long element, Size index, Text name, Text ns, Text value);

    int hs_element_content(long element, Text text);

    int hs_element_child(long element, Size index, LongByReference made);

    int hs_element_find(long element, byte[] tag, Size tagLength, byte[] ns, Size nsLength, LongByReference made);

    int hs_element_xml(long element, Text xml);

    int hs_element_json(long element, Text json);

    int hs_element_set_attribute(long element, byte[] name, Size nameLength, byte[] ns, Size nsLength, byte[] value,
                                 Size valueLength);

    int hs_element_add_text(long element, byte[] text, Size length);

    int hs_element_add(long element, long child);

    int hs_parser_new(byte[] options, Size length, LongByReference made);

    int hs_parser_free(long parser);

    int hs_parser_on(long parser, byte[] tag, Size tagLength, byte[] ns, Size nsLength, int depth,
                     RuleCallback callback, Pointer user, LongByReference rule);

    int hs_parser_on_path(long parser, byte[] path, Size length, RuleCallback callback, Pointer user,
                          LongByReference rule);

    int hs_parser_on_unmatched(long parser, RuleCallback callback, Pointer user, LongByReference rule);

    int hs_parser_cancel(long parser, long rule);

    int hs_parser_feed(long parser, byte[] bytes, Size length);

    int hs_parser_resume(long parser);

    int hs_parser_finish(long parser);

    int hs_parser_restart(long parser);

    int hs_parser_position(long parser, LongByReference offset, LongByReference line, LongByReference column);

    int hs_session_new(byte[] address, Size addressLength, byte[] password, Size passwordLength, byte[] options,
                       Size optionsLength, LongByReference made);

    int hs_session_free(long session);

    int hs_session_start(long session, byte[] channel, Size length);

    int hs_session_receive(long session, byte[] bytes, Size length);

    int hs_session_lost(long session, byte[] why, Size length);

    int hs_session_output(long session, Text bytes);

    int hs_session_consume(long session, Size length);

    int hs_session_need(long session, IntByReference need);

    int hs_session_encrypted(long session, byte[] channel, Size length);

    int hs_session_deadline(long session, LongByReference milliseconds);

    int hs_session_expire(long session);

    int hs_session_terminate(long session);

    int hs_session_event(long session, Text json);

    int hs_session_state(long session, Text state);

    int hs_session_restore(long session, byte[] state, Size length);

    int hs_client_new(byte[] address, Size addressLength, byte[] password, Size passwordLength, byte[] options,
                      Size optionsLength, LongByReference made);

    int hs_client_free(long client);

    int hs_client_start(long client);

    int hs_client_on_event(long client, EventCallback callback, Pointer user);

    int hs_client_close(long client, long milliseconds);

    int hs_client_network_changed(long client);

    int hs_address(long entity, Text address);

    int hs_state(long entity, Text word);

    int hs_send(long entity, byte[] xml, Size length, LongByReference delivery);

    int hs_send_element(long entity, long stanza, LongByReference delivery);

    int hs_send_message(long entity, byte[] to, Size toLength, byte[] body, Size bodyLength, byte[] language,
                        Size languageLength, LongByReference delivery);

    int hs_send_presence(long entity, byte[] presence, Size length);

    int hs_ask(long entity, byte[] to, Size toLength, int set, byte[] type, Size typeLength, byte[] payload,
               Size payloadLength, long milliseconds, LongByReference request);

    int hs_forget(long entity, long request);

    int hs_serve(long entity, byte[] tag, Size tagLength, byte[] ns, Size nsLength, int set);

    int hs_reply(long entity, long request, byte[] type, Size typeLength, byte[] payload, Size payloadLength);

    int hs_refuse(long entity, long request, byte[] condition, Size conditionLength, byte[] words, Size wordsLength);

    int hs_announce(long entity, byte[] feature, Size length);

    int hs_roster(long entity, Text json);
}
