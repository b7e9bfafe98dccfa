/* SPDX-License-Identifier: MIT */
/* Many threads with one client, and with handles of their own, until the client is freed under one that waits for it:
   threads JID HOST PORT CA_FILE PEER, with PEER our own bare address. The password comes from PASSWORD. */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headstock.h"

enum { senders = 3, each = 200 };

static hs_client client;
static const char* peer;

static void fail(const char* what, hs_status status) {
    hs_text words = {"", 0};
    hs_last_error(0, &words);
    fprintf(stderr, "threads: %s: %s: %s\n", what, hs_status_words(status), words.data);
    exit(1);
}
static void check(const char* what, hs_status status) {
    if (status < 0) fail(what, status);
}

static void await_ready(void) {
    hs_text event;
    do {
        check("ready", hs_client_event(client, 30000, &event));
        if (strstr(event.data, "\"event\":\"end\"")) fail(event.data, HS_E_ENDED);
    } while (!strstr(event.data, "\"event\":\"ready\""));
}

static void* send_all(void* unused) {
    (void)unused;
    for (int i = 0; i < each; ++i)
        check("send", hs_send_message(client, peer, strlen(peer), "hello", 5, NULL, 0, NULL));
    return NULL;
}

static void* hear_all(void* unused) {
    (void)unused;
    hs_text event;
    for (int heard = 0; heard < senders * each;) {
        check("event", hs_client_event(client, 30000, &event));
        if (strstr(event.data, "\"event\":\"message\"")) ++heard;
    }
    return NULL;
}

static void* handle_all(void* unused) {
    (void)unused;
    for (int i = 0; i < each; ++i) {
        hs_element element;
        hs_text text;
        check("parse", hs_element_parse("<a/>", 4, &element));
        check("tag", hs_element_tag(element, &text));
        if (hs_element_add_text(element, NULL, 1) != HS_E_ARGUMENT) fail("add_text", HS_OK);
        check("last_error", hs_last_error(element, &text));
        check("free", hs_element_free(element));
        check("address", hs_address(client, &text));
        check("roster", hs_roster(client, &text));
    }
    return NULL;
}

static void* wait_for_the_end(void* unused) {
    (void)unused;
    hs_text event;
    hs_status status;
    while ((status = hs_client_event(client, -1, &event)) == HS_OK) {
    }
    if (status != HS_E_ENDED && status != HS_E_HANDLE) fail("the end", status);
    return NULL;
}

static pthread_t start(void* (*work)(void*)) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, NULL) != 0) fail("pthread_create", HS_E_MEMORY);
    return thread;
}

int main(int argc, char** argv) {
    if (argc != 6) return fprintf(stderr, "usage: threads JID HOST PORT CA_FILE PEER\n"), 2;
    const char* password = getenv("PASSWORD");
    char options[1024];
    pthread_t threads[senders + 2];
    peer = argv[5];
    snprintf(options, sizeof options, "{\"host\": \"%s\", \"port\": %s, \"authorities\": \"%s\"}", argv[2], argv[3],
             argv[4]);
    check("new", hs_client_new(argv[1], strlen(argv[1]), password, password ? strlen(password) : 0, options,
                               strlen(options), &client));
    check("start", hs_client_start(client));
    await_ready();
    for (int i = 0; i < senders; ++i) threads[i] = start(send_all);
    threads[senders] = start(hear_all);
    threads[senders + 1] = start(handle_all);
    for (int i = 0; i < senders + 2; ++i) pthread_join(threads[i], NULL);
    const pthread_t waiting = start(wait_for_the_end);
    check("free", hs_client_free(client));
    pthread_join(waiting, NULL);
    printf("%d messages, by %d threads\n", senders * each, senders + 2);
    return 0;
}
