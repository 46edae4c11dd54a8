/** Systems that only a person can enter into. */
@NullMarked
package org.hutong.adapter.webform.internal;

import org.jspecify.annotations.NullMarked;
