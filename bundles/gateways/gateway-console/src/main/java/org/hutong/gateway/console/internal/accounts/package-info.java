/** Commands on accounts, tokens and keys (账户、令牌、密钥). */
@NullMarked
package org.hutong.gateway.console.internal.accounts;

import org.jspecify.annotations.NullMarked;
