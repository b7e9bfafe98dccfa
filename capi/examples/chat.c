/* SPDX-License-Identifier: MIT */
/* Logs in, says hello, hears it, asks the server what it is, and leaves: chat JID HOST PORT CA_FILE PEER. The password
   comes from PASSWORD. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headstock.h"

/* C has no JSON of its own. What this program looks for are strings without escapes, so it looks for just that; one that
   does more uses a library for JSON. */
static int find(hs_text json, const char* key, char* value, size_t room) {
    char name[64];
    snprintf(name, sizeof name, "\"%s\":\"", key);
    const char* begin = strstr(json.data, name);
    const char* end = begin ? strchr(begin += strlen(name), '"') : NULL;
    if (!end || (size_t)(end - begin) >= room) return 0;
    memcpy(value, begin, (size_t)(end - begin));
    value[end - begin] = '\0';
    return 1;
}

static hs_client client;

static void check(hs_status status) {
    if (status >= 0) return;
    hs_text words = {"", 0};
    hs_last_error(0, &words);
    fprintf(stderr, "chat: %s\n", words.data);
    exit(1);
}

/* Takes events until one of that name comes which has that key, or 30 seconds pass. */
static void await(const char* name, const char* key, char* value, size_t room) {
    hs_text event;
    char heard[32];
    for (;;) {
        check(hs_client_event(client, 30000, &event));
        if (!find(event, "event", heard, sizeof heard)) continue;
        if (strcmp(heard, "end") == 0) fprintf(stderr, "chat: %s\n", event.data), exit(1);
        if (strcmp(heard, name) == 0 && (!key || find(event, key, value, room))) return;
    }
}

int main(int argc, char** argv) {
    if (argc != 6) return fprintf(stderr, "usage: chat JID HOST PORT CA_FILE PEER\n"), 2;
    const char* password = getenv("PASSWORD");
    char options[1024];
    char value[1024];
    hs_text address;
    uint64_t request;
    snprintf(options, sizeof options,
             "{\"host\": \"%s\", \"port\": %s, \"authorities\": \"%s\", \"software\": {\"name\": \"chat\"}}", argv[2],
             argv[3], argv[4]);
    check(hs_client_new(argv[1], strlen(argv[1]), password, password ? strlen(password) : 0, options, strlen(options),
                        &client));
    check(hs_client_start(client));
    await("ready", NULL, NULL, 0);
    check(hs_address(client, &address));
    printf("ready %s\n", address.data);
    check(hs_send_message(client, argv[5], strlen(argv[5]), "hello from C", 12, NULL, 0, NULL));
    await("message", "body", value, sizeof value);
    printf("heard %s\n", value);
    const char* domain = strchr(argv[1], '@') + 1;
    check(hs_ask(client, domain, strcspn(domain, "/"), 0, "version.Info", 12, NULL, 0, 0, &request));
    await("answer", "name", value, sizeof value);
    printf("server %s\n", value);
    check(hs_client_close(client, 5000));
    check(hs_client_free(client));
    return 0;
}
