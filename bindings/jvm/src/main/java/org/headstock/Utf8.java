// SPDX-License-Identifier: MIT
package org.headstock;

import com.sun.jna.Pointer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text on its way into the library: UTF-8 and its length. Null stays null. */
final class Utf8 {
    final byte[] bytes;
    final Core.Size length;

    Utf8(String text) {
        bytes = text == null ? null : encode(text);
        length = new Core.Size(bytes == null ? 0 : bytes.length);
    }

    /** Half of a surrogate pair that stands alone has no UTF-8. */
    private static byte[] encode(String text) {
        try {
            ByteBuffer made = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[made.remaining()];
            made.get(bytes);
            if (made.hasArray()) Arrays.fill(made.array(), (byte) 0);
            return bytes;
        } catch (CharacterCodingException wrong) {
            throw new IllegalArgumentException("a text that is no Unicode", wrong);
        }
    }

    /** Forgets a secret. */
    void wipe() {
        if (bytes != null) Arrays.fill(bytes, (byte) 0);
    }

    static byte[] bytes(Pointer data, Core.Size length) {
        return data == null ? new byte[0] : data.getByteArray(0, length.intValue());
    }

    static String text(Pointer data, Core.Size length) {
        return new String(bytes(data, length), StandardCharsets.UTF_8);
    }
}
