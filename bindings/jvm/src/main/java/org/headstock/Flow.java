// SPDX-License-Identifier: MIT
package org.headstock;

/** What a rule wants next, and how far the parser came. */
public enum Flow {
    /** Carry on. */
    GO,
    /** Stop at the border of the stanza; {@link Parser#resume} goes on. */
    PAUSE,
    /** Take no byte more. */
    STOP
}
