-- SPDX-License-Identifier: MIT
-- Writes a file once every host is loaded: the ports open earlier than that, so polling them would say "ready" too soon.
module:set_global();

module:hook("server-started", function ()
	local file = assert(io.open(assert(module:get_option_string("ready_file")), "w"));
	file:write("ready\n");
	file:close();
end);
