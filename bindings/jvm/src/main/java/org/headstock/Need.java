// SPDX-License-Identifier: MIT
package org.headstock;

/** What a session waits for from whoever moves its bytes. */
public enum Need {
    /** Nothing but bytes. */
    NOTHING,
    /** With "outside" only: send the output, make TLS, call {@link Session#encrypted}. */
    ENCRYPTION,
    /** Send the output, end the connection; it is over. */
    CLOSE
}
