/** One HTTP exchange at a time, without retries, that says whether the request may have left. */
@NullMarked
package org.hutong.adapter.support.http;

import org.jspecify.annotations.NullMarked;
