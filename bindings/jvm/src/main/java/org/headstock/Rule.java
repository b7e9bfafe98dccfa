// SPDX-License-Identifier: MIT
package org.headstock;

/** Hears of an element the moment it is complete, on the thread that feeds. */
@FunctionalInterface
public interface Rule {
    /** {@code element} is good until this returns; {@code depth} is 0 for the root. Null is GO. */
    Flow hear(Element element, long depth);
}
