// SPDX-License-Identifier: MIT
package org.headstock;

import java.util.List;

/** What the native library says of itself. It is found by JNA: by jna.library.path, or where the system looks. */
public final class Headstock {
    /** The interface that this jar was written for. */
    public static final int ABI_VERSION = 1;

    private Headstock() {}

    /** The interface that the library has; at least {@link #ABI_VERSION}. */
    public static int nativeAbiVersion() {
        return Core.C.hs_abi_version();
    }

    /** The library's version, as in "0.1.0". */
    public static String version() {
        return Core.C.hs_version().getString(0, "UTF-8");
    }

    /** What a status means, in words for people. */
    public static String words(Status status) {
        return Core.C.hs_status_words(status.number()).getString(0, "UTF-8");
    }

    /** The payload types: each a map of {@code type}, {@code tags} and {@code namespaces}. */
    @SuppressWarnings("unchecked")
    public static List<Object> payloadTypes() {
        Core.Text json = new Core.Text();
        Handle.check(Core.C.hs_payload_types(json));
        return (List<Object>) Json.read(json.toString());
    }
}
