/* SPDX-License-Identifier: MIT */
/**
 * headstock for C and for everything that can call C: XMPP, from the XML up.
 *
 * Handles. Whatever is made here is named by a number, never by an address. 0 is no handle. One that was freed, that is
 * of another kind, or that never was, is an error (`HS_E_HANDLE`), not a crash. Each `…_new` has its `…_free`.
 *
 * Threads. An `hs_client` has a thread of its own, and any thread may call it. Everything else belongs to one thread at
 * a time: while one is inside, a second gets `HS_E_BUSY`. Callbacks come on the thread that is inside, or on that of
 * the client. From a callback everything may be called but freeing, feeding or waiting for what called it: `HS_E_BUSY`.
 * Callbacks of two clients must not free each other's.
 *
 * Texts are UTF-8, a pointer and a length, and need no 0 at their end. A text that is given out is read-only, ends in a
 * 0 that its length does not count, and lives until the same thread calls any function of this file again; one that a
 * callback is given lives until that returns. A null pointer with the length 0 is an empty text; where nothing is a
 * value of its own, null means that. An address ("romeo@example.net/orchard") is a JID (RFC 7622).
 *
 * Failure. Functions give an `hs_status`; what is below zero is an error, and `hs_last_error` says it in words. After
 * an error nothing has changed, and what was to be given out is 0, unless it is said otherwise. No exception of C++
 * comes through, and none may be thrown through a callback.
 *
 * JSON (RFC 8259) says what would otherwise be a hundred functions: options, events, and the payloads of extensions.
 * A payload's type is its name in the table of extensions, as in "version.Info"; its JSON follows from the XML that is
 * declared for it, so a new extension is reachable without a new function here. A key that is not known is an error.
 */
#ifndef HEADSTOCK_H
#define HEADSTOCK_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define HS_API
#else
#define HS_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** The version of what is declared here: it grows when something is added, and nothing is ever taken away or changed
    before the library's soname changes. */
#define HS_ABI_VERSION 1

/** What a call came to. */
typedef int32_t hs_status;
enum {
    HS_OK = 0,          /**< done */
    HS_NONE = 1,        /**< there is none: no such attribute, no event yet, no deadline */
    HS_PAUSED = 2,      /**< a callback paused the parser */
    HS_STOPPED = 3,     /**< a callback stopped the parser */
    HS_E_ARGUMENT = -1, /**< null where something must be, or a number out of its range */
    HS_E_HANDLE = -2,   /**< no such handle, or of another kind */
    HS_E_BUSY = -3,     /**< another thread is inside, or the call may not be made from a callback */
    HS_E_MEMORY = -4,   /**< no memory */
    HS_E_STATE = -5,    /**< not now: not started yet, started already, not connected */
    HS_E_XML = -6,      /**< not the XML of XMPP, or nothing that XML could say */
    HS_E_JSON = -7,     /**< no JSON, or none that is understood here */
    HS_E_ADDRESS = -8,  /**< not a JID */
    HS_E_FULL = -9,     /**< too much waits: to be sent, or to be taken */
    HS_E_TIMEOUT = -10, /**< it took too long */
    HS_E_ENDED = -11,   /**< it is over; `hs_last_error` says why */
    HS_E_UNKNOWN = -12, /**< no payload type of that name, no rule, no open request of that number */
    HS_E_INTERNAL = -13 /**< a fault of the library's own */
};

/** Names what was made. */
typedef uint64_t hs_handle;
typedef hs_handle hs_element; /**< an XML element of one's own */
typedef hs_handle hs_parser;  /**< reads a stream of XML and calls by rules */
typedef hs_handle hs_session; /**< a session without a socket: bytes in, bytes out */
typedef hs_handle hs_client;  /**< a session with a thread that connects, moves the bytes, and comes back */
typedef hs_handle hs_entity;  /**< an `hs_session` or an `hs_client` */

/** A text that was given out. */
typedef struct hs_text {
    const char* data;
    size_t length;
} hs_text;

/* --- the library ------------------------------------------------------------------------------------------------- */

/** The `HS_ABI_VERSION` that the library was built with. */
HS_API uint32_t hs_abi_version(void);
/** The library's version, as in "0.1.0"; for ever. */
HS_API const char* hs_version(void);
/** What a status means, in words for people; for ever. */
HS_API const char* hs_status_words(hs_status status);
/** What the last failure with this handle was, in words: what was wrong and where. With 0, or a handle that is none:
    that of the calling thread, whatever it called. `HS_NONE` where nothing failed yet. */
HS_API hs_status hs_last_error(hs_handle handle, hs_text* words);
/** The payload types that are known, as a JSON list of `{"type", "tags", "namespaces"}`. */
HS_API hs_status hs_payload_types(hs_text* json);

/* --- elements ---------------------------------------------------------------------------------------------------- */

/** Makes an element without content. `ns` may be empty. */
HS_API hs_status hs_element_new(const char* tag, size_t tag_length, const char* ns, size_t ns_length, hs_element* made);
/** Reads one whole document, by the rules of XMPP: no DTD, no comments, UTF-8. */
HS_API hs_status hs_element_parse(const char* xml, size_t length, hs_element* made);
/** Makes the payload that `json` says, of a type as in "version.Info"; of an empty one, an element of the type's name
    with nothing in it. */
HS_API hs_status hs_element_from_json(const char* type, size_t type_length, const char* json, size_t json_length,
                                      hs_element* made);
/** Copies an element, to keep; also one that a callback was given. */
HS_API hs_status hs_element_copy(hs_element element, hs_element* made);
HS_API hs_status hs_element_free(hs_element element);

HS_API hs_status hs_element_tag(hs_element element, hs_text* tag);
HS_API hs_status hs_element_namespace(hs_element element, hs_text* ns);
/** The value of an attribute; `ns` is empty for all that have no prefix. `HS_NONE` where it is absent. */
HS_API hs_status hs_element_attribute(hs_element element, const char* name, size_t name_length, const char* ns,
                                      size_t ns_length, hs_text* value);
/** The attribute at `index`, from 0, namespace declarations left out; `HS_NONE` behind the last. `name`, `ns` and
    `value` may each be null. */
HS_API hs_status hs_element_attribute_at(hs_element element, size_t index, hs_text* name, hs_text* ns, hs_text* value);
/** Its own text, joined, without that of its children. */
HS_API hs_status hs_element_content(hs_element element, hs_text* text);
/** A copy of the child element at `index`, from 0; `HS_NONE` behind the last. It is to be freed. */
HS_API hs_status hs_element_child(hs_element element, size_t index, hs_element* made);
/** A copy of the first child of that name; `HS_NONE` where there is none. It is to be freed. */
HS_API hs_status hs_element_find(hs_element element, const char* tag, size_t tag_length, const char* ns,
                                 size_t ns_length, hs_element* made);
/** The element as XML that stands alone. */
HS_API hs_status hs_element_xml(hs_element element, hs_text* xml);
/** The element as a payload: `{"type": "version.Info", "value": {…}}`, or `{"xml": "…"}` where no type reads it. */
HS_API hs_status hs_element_json(hs_element element, hs_text* json);

/** Gives an attribute a value, whether it was there or not. Not for elements that a callback was given. */
HS_API hs_status hs_element_set_attribute(hs_element element, const char* name, size_t name_length, const char* ns,
                                          size_t ns_length, const char* value, size_t value_length);
/** Adds text behind the content. */
HS_API hs_status hs_element_add_text(hs_element element, const char* text, size_t length);
/** Adds a copy of `child` behind the content. */
HS_API hs_status hs_element_add(hs_element element, hs_element child);

/* --- the parser -------------------------------------------------------------------------------------------------- */

/** What a rule's callback wants next. */
enum {
    HS_GO = 0,    /**< carry on */
    HS_PAUSE = 1, /**< stop at the border of the stanza; `hs_parser_resume` goes on */
    HS_STOP = 2   /**< take no byte more */
};
/** Hears of an element the moment it is complete. `element` is a handle that is good until the callback returns, and is
    not to be freed. `depth` is 0 for the root, 1 for a stanza, 2 and more for what it carries. */
typedef int32_t (*hs_rule_callback)(void* user, hs_element element, uint64_t depth);

#define HS_ANY_DEPTH (-1)

/** Makes a parser. `options` is JSON, or empty: `{"stanza": bytes, "depth", "attributes", "name", "nodes", "waiting",
    "namespaces"}`, each a limit. */
HS_API hs_status hs_parser_new(const char* options, size_t length, hs_parser* made);
HS_API hs_status hs_parser_free(hs_parser parser);
/** Calls `callback` for each element of that name at `depth`, or at `HS_ANY_DEPTH`. A null `ns`: in any
    namespace that no other rule for that tag names. A null `tag`: all elements, with any namespace. `rule` names it for
   `hs_parser_cancel`, and may be null. */
HS_API hs_status hs_parser_on(hs_parser parser, const char* tag, size_t tag_length, const char* ns, size_t ns_length,
                              int32_t depth, hs_rule_callback callback, void* user, uint64_t* rule);
/** The same for each element that `path` leads to, as in "/{ns}a/b[@x=\"v\"]/c" (docs/guide/bridge.md). */
HS_API hs_status hs_parser_on_path(hs_parser parser, const char* path, size_t length, hs_rule_callback callback,
                                   void* user, uint64_t* rule);
/** The same for each element that no rule matched. */
HS_API hs_status hs_parser_on_unmatched(hs_parser parser, hs_rule_callback callback, void* user, uint64_t* rule);
/** Cancels a rule; also from callbacks, its own included. */
HS_API hs_status hs_parser_cancel(hs_parser parser, uint64_t rule);
/** Takes bytes of any number. Gives `HS_PAUSED` or `HS_STOPPED` where a callback said so; after an error or a stop
    always the same. */
HS_API hs_status hs_parser_feed(hs_parser parser, const void* bytes, size_t length);
/** Goes on after a pause. */
HS_API hs_status hs_parser_resume(hs_parser parser);
/** Says that no more will come: an error unless the root has closed. */
HS_API hs_status hs_parser_finish(hs_parser parser);
/** Begins a new document with the next byte; rules stay. */
HS_API hs_status hs_parser_restart(hs_parser parser);
/** Where it stands or, after an error, what was wrong: bytes from 0, lines and columns from 1. Each may be null. */
HS_API hs_status hs_parser_position(hs_parser parser, uint64_t* offset, uint64_t* line, uint64_t* column);

/* --- sessions without a socket ----------------------------------------------------------------------------------- */

/** Hears of an event, a JSON object. */
typedef void (*hs_event_callback)(void* user, const char* json, size_t length);

/**
 * Makes a session for `address`, whose bytes somebody else moves. `password` is wiped with it. `options` is JSON, or
 * empty; of it, all of both kinds:
 *
 *     "tls": "starttls" (the default), "direct", "off" (for tests on one machine), and for an `hs_session` "outside":
 *         the caller encrypts, when `hs_session_need` says so, and tells it by `hs_session_encrypted`
 *     "authorities": a file of certificates, PEM, to believe instead of the system's
 *     "certificate", "key": our own, PEM files, for SASL EXTERNAL
 *     "language": xml:lang of the stream
 *     "component": true: `address` is a component's (XEP-0114), and `password` its secret
 *     "anonymous": true: a login as nobody, at the server of `address`
 *     "register": true: makes the account first, where the server offers that (XEP-0077)
 *     "token": an OAuth access token, for OAUTHBEARER
 *     "plain": true allows PLAIN, inside TLS
 *     "sasl2": false, "compression": true, "stream_management": false, "resume": false
 *     "login_limit", "idle_limit", "answer_limit": seconds; 30, 300 and 30 where not said
 *     "roster", "presence": false leaves out what is done by itself once the address is bound
 *     "software": {"name", "version", "os"}: what we answer who asks (XEP-0092); left out, nothing is answered
 *     "identity": {"category", "type", "name"}: what service discovery tells of us (XEP-0030)
 *     "events": how many events may wait, 10000 where not said
 *     "xml": true puts each stanza's XML into its event
 *     "trace": true gives an event for each element sent and received, secrets blotted out
 */
HS_API hs_status hs_session_new(const char* address, size_t address_length, const char* password,
                                size_t password_length, const char* options, size_t options_length, hs_session* made);
/** Forgets it, without a goodbye. */
HS_API hs_status hs_session_free(hs_session session);
/** Begins: the network stands. With "outside", `channel` is empty, or says that it is encrypted already, as
    `hs_session_encrypted` reads it; else it must be empty. After its end a session may be started again. */
HS_API hs_status hs_session_start(hs_session session, const char* channel, size_t channel_length);
/** Takes bytes from the network. What they have done to the session, events tell, its end too; then all that follows is
    `HS_E_ENDED`. `HS_E_FULL`, and nothing was taken, while too many events wait. */
HS_API hs_status hs_session_receive(hs_session session, const void* bytes, size_t length);
/** Says that the network sends no more, and what it said of that. */
HS_API hs_status hs_session_lost(hs_session session, const char* why, size_t length);
/** What must go to the network. Then `hs_session_consume` says how much of it went. */
HS_API hs_status hs_session_output(hs_session session, hs_text* bytes);
HS_API hs_status hs_session_consume(hs_session session, size_t length);
/** What it waits for from whoever moves its bytes. */
enum {
    HS_NEED_NOTHING = 0,
    HS_NEED_ENCRYPTION = 1, /**< "outside" only: send the output, make TLS, call `hs_session_encrypted` */
    HS_NEED_CLOSE = 2       /**< send the output, end the connection; it is over */
};
HS_API hs_status hs_session_need(hs_session session, int32_t* need);
/** Says that TLS stands, and that the certificate was verified for the account's domain: nothing else will. `channel`
    is JSON, or empty: `{"bindings": {"tls-exporter": base64, "tls-server-end-point": base64}, "certificate_shown":
    true}`: what binds the login to it (RFC 9266, RFC 5929), where it is known, and whether we have shown a certificate.
 */
HS_API hs_status hs_session_encrypted(hs_session session, const char* channel, size_t length);
/** Milliseconds until `hs_session_expire` has something to do, rounded up; `HS_NONE` while nothing is awaited. */
HS_API hs_status hs_session_deadline(hs_session session, uint64_t* milliseconds);
/** Ends what has waited too long. */
HS_API hs_status hs_session_expire(hs_session session);
/** Says goodbye; `HS_NEED_CLOSE` comes when the server has said it too, or has not in time. */
HS_API hs_status hs_session_terminate(hs_session session);
/** Takes the next event; `HS_NONE` where none waits. docs/guide/events.md names them all. */
HS_API hs_status hs_session_event(hs_session session, hs_text* json);
/** Has events go to `callback` from now on, within the call that makes them; null: to `hs_session_event` again. */
HS_API hs_status hs_session_on_event(hs_session session, hs_event_callback callback, void* user);
/** What another process needs to go on with the session (XEP-0198), to be kept as a secret; `HS_NONE` where it cannot
    be resumed. */
HS_API hs_status hs_session_state(hs_session session, hs_text* state);
/** Goes on with it, at the next start. */
HS_API hs_status hs_session_restore(hs_session session, const char* state, size_t length);

/* --- the client -------------------------------------------------------------------------------------------------- */

/**
 * Makes a client, whose options are those of a session and these:
 *
 *     "host", "port": where to connect; else where the domain's DNS says
 *     "websocket": "wss://host/path", "bosh": "https://host/path": connect there instead
 *     "proxy": "socks5://host:port" or "http://host:port", with "user:password@" before the host
 *     "reconnect": false: its first end is its last
 *     "connect_limit", "send_limit": seconds
 */
HS_API hs_status hs_client_new(const char* address, size_t address_length, const char* password, size_t password_length,
                               const char* options, size_t options_length, hs_client* made);
/** Ends it at once, without a goodbye, and its thread; who waits for it gets `HS_E_ENDED`. */
HS_API hs_status hs_client_free(hs_client client);
/** Begins to connect, on its own thread. Once in its life. */
HS_API hs_status hs_client_start(hs_client client);
/** Waits for the next event, at most so many milliseconds; below zero: for ever. `HS_E_TIMEOUT` where none came, and
    `HS_E_ENDED` when it is over and none is left. While too many events wait the network is not read. */
HS_API hs_status hs_client_event(hs_client client, int64_t milliseconds, hs_text* json);
/** Has events go to `callback` from now on, on the client's own thread; before `hs_client_start`. */
HS_API hs_status hs_client_on_event(hs_client client, hs_event_callback callback, void* user);
/** Says goodbye, and waits for that, at most so many milliseconds; `HS_E_TIMEOUT` where it goes on behind. */
HS_API hs_status hs_client_close(hs_client client, int64_t milliseconds);
/** Says that the network may be another one now: it is looked at, and connecting is tried again at once. */
HS_API hs_status hs_client_network_changed(hs_client client);

/* --- both -------------------------------------------------------------------------------------------------------- */

/** Our address: once it is bound, that. */
HS_API hs_status hs_address(hs_entity entity, hs_text* address);
/** "disconnected", "connecting", "connected", "authenticated", "bound" or "available". */
HS_API hs_status hs_state(hs_entity entity, hs_text* word);
/** Sends a stanza that is XML; without a namespace of its own it is in "jabber:client". Where `delivery` is not null it
    becomes a number, and events tell what becomes of the stanza. A client waits for room, at most for its "send_limit".
 */
HS_API hs_status hs_send(hs_entity entity, const char* xml, size_t length, uint64_t* delivery);
/** The same for an element. */
HS_API hs_status hs_send_element(hs_entity entity, hs_element stanza, uint64_t* delivery);
/** Sends a message of type chat; `language` may be empty. */
HS_API hs_status hs_send_message(hs_entity entity, const char* to, size_t to_length, const char* body,
                                 size_t body_length, const char* language, size_t language_length, uint64_t* delivery);
/** Sends a presence. `presence` is JSON, or empty: `{"to", "type", "show", "status", "priority"}`; the types of
    RFC 6121 §4.7.1, "subscribe" and "subscribed" among them. */
HS_API hs_status hs_send_presence(hs_entity entity, const char* presence, size_t length);

/** Asks `to`, or where that is empty our own account at its server. `payload` is JSON of that `type`; empty: an element
    of the type's name with nothing in it, as most questions are; where `type` is empty: XML. One event brings the
    answer or the failure, with the number that `request` becomes. `set` asks to do (iq type set), else to tell (get).
    `milliseconds`: for the answer; 0: the "answer_limit". */
HS_API hs_status hs_ask(hs_entity entity, const char* to, size_t to_length, int32_t set, const char* type,
                        size_t type_length, const char* payload, size_t payload_length, uint64_t milliseconds,
                        uint64_t* request);
/** Gives up on a question: no event will come of it. */
HS_API hs_status hs_forget(hs_entity entity, uint64_t request);
/** Has requests with a payload of that name come as events, to be answered by `hs_reply` or `hs_refuse`. Where more
    than 1000 wait for that, the oldest is answered with <service-unavailable/>. Of a stranger who floods us, 200 at
   once and then 50 a second are heard. `set` as in `hs_ask`. */
HS_API hs_status hs_serve(hs_entity entity, const char* tag, size_t tag_length, const char* ns, size_t ns_length,
                          int32_t set);
/** Answers a request, with what `payload` says as in `hs_ask`, or, where that is empty, with nothing but that. */
HS_API hs_status hs_reply(hs_entity entity, uint64_t request, const char* type, size_t type_length, const char* payload,
                          size_t payload_length);
/** Refuses it, with a condition of RFC 6120 §8.3.3, as in "item-not-found". */
HS_API hs_status hs_refuse(hs_entity entity, uint64_t request, const char* condition, size_t condition_length,
                           const char* words, size_t words_length);
/** Says that we speak `feature`, a namespace: service discovery tells it to who asks. */
HS_API hs_status hs_announce(hs_entity entity, const char* feature, size_t length);

/** The contacts, as a JSON list of `{"jid", "name", "subscription", "ask", "approved", "group", "resources"}`, the
   last a list of `{"jid", "show", "status", "priority"}` of those that are available. Empty before the roster is here.
 */
HS_API hs_status hs_roster(hs_entity entity, hs_text* json);

#ifdef __cplusplus
}
#endif

#endif
