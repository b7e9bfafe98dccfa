-- SPDX-License-Identifier: MIT
-- What the modules of jabberd2 that the tests load keep.
CREATE TABLE "authreg" ("username" TEXT, "realm" TEXT, "password" TEXT);
CREATE TABLE "active" ("collection-owner" TEXT, "object-sequence" INTEGER PRIMARY KEY, "time" INTEGER);
CREATE TABLE "logout" ("collection-owner" TEXT, "object-sequence" INTEGER PRIMARY KEY, "time" INTEGER);
CREATE TABLE "roster-items" ("collection-owner" TEXT, "object-sequence" INTEGER PRIMARY KEY, "jid" TEXT, "name" TEXT,
    "to" BOOLEAN, "from" BOOLEAN, "ask" INTEGER);
CREATE TABLE "roster-groups" ("collection-owner" TEXT, "object-sequence" INTEGER PRIMARY KEY, "jid" TEXT, "group" TEXT);
CREATE TABLE "queue" ("collection-owner" TEXT, "object-sequence" INTEGER PRIMARY KEY, "xml" TEXT);
