/** The hub's tasks: how they go through the street and back. */
@NullMarked
package org.hutong.core.tasks;

import org.jspecify.annotations.NullMarked;
