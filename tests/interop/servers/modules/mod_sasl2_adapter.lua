-- SPDX-License-Identifier: MIT
-- Debian 12 ships mod_sasl2, mod_sasl2_bind2, mod_sasl2_fast and mod_sasl2_sm,
-- but they are written for a newer core than the Prosody 0.12.3 beside them.  This gives
-- them the few calls they miss:
--   conn:ssl_info, conn:ssl_peerfinished, conn:ssl_exportkeyingmaterial
--   mod_smacks.do_enable, mod_smacks.do_resume   (return a result instead of sending it)
--   event.stream.from in "stream-features"       (FAST is offered to a named user only)
--   util.datetime.datetime with a fraction of a second
--   stanza:get_child_attr
-- and raises the stanza size limit once SASL2 succeeded, as mod_c2s does for plain SASL.
local st = require "util.stanza";
local errors = require "util.error";

local xmlns_sasl2 = "urn:xmpp:sasl:2";

-- Remembers the 'from' of the client's stream header
local filters = require "util.filters";
local once = module:shared("/*/sasl2_adapter/once");
if not once.done then
	once.done = true;
	local function header(data, session)
		if not session.username then
			local from = data:match("<[%w:]*stream[%s][^>]-%sfrom=['\"]([^'\"<>]*)['\"]")
				or data:match("<open[%s][^>]-%sfrom=['\"]([^'\"<>]*)['\"]");
			if from then session.header_from = from; end
		end
		return data;
	end
	local mt = getmetatable(st.stanza("x"));
	if not mt.get_child_attr then
		function mt:get_child_attr(name, xmlns, attr)
			local child = self:get_child(name, xmlns);
			return child and child.attr[attr] or nil;
		end
	end
	local dt = require "util.datetime";
	local stock = dt.datetime;
	dt.datetime = function (t) return stock(t and math.floor(t)); end
	filters.add_filter_hook(function (session)
		filters.add_filter(session, "bytes/in", header);
	end);
end

-- Connection methods.
local extra = {};
function extra:ssl_info()
	local s = self:socket();
	return s.info and s:info() or nil;
end
function extra:ssl_peerfinished()
	local s = self:socket();
	return s.getpeerfinished and s:getpeerfinished() or nil;
end
function extra:ssl_exportkeyingmaterial(label, len, context)
	local s = self:socket();
	return s.exportkeyingmaterial and s:exportkeyingmaterial(label, len, context) or nil;
end

module:hook("stream-features", function (event)
	event.stream = event.stream or { from = event.origin.header_from };
	local conn = event.origin.conn;
	if not conn then return; end
	local mt = getmetatable(conn);
	local methods = mt and type(mt.__index) == "table" and mt.__index or conn;
	for name, f in pairs(extra) do
		if conn[name] == nil then methods[name] = f; end
	end
end, 1000);

-- Stream management as function calls.
local smacks = module:depends("smacks");

-- A stand-in for session.send that keeps what it is given
local function recorder(real)
	local kept = {};
	local proxy = setmetatable({}, {
		__call = function (_, stanza) kept[#kept+1] = stanza; return true; end;
		__index = type(real) == "table" and real or nil;
		__newindex = function (t, k, v) if type(real) == "table" then real[k] = v; else rawset(t, k, v); end end;
	});
	return proxy, kept;
end

local function find(kept, name)
	for i, s in ipairs(kept) do
		if st.is_stanza(s) and s.name == name then return s, i; end
	end
end

local function failure(kept)
	local failed = find(kept, "failed");
	local condition = failed and failed.tags[1] and failed.tags[1].name or "unexpected-request";
	return errors.new({ type = "cancel"; condition = condition }, { h = failed and tonumber(failed.attr.h) or nil });
end

if not rawget(smacks, "do_enable") then
	function smacks.do_enable(session, request)
		local real = session.send;
		local proxy, kept = recorder(real);
		session.send = proxy;
		smacks.handle_enable(session, request, request.attr.xmlns);
		session.send = real;
		local enabled = find(kept, "enabled");
		if not enabled then return nil, failure(kept); end
		return {
			type = "enabled"; session = session; id = enabled.attr.id;
			resume_max = enabled.attr.max; finish = function () end;
		};
	end
end

if not rawget(smacks, "do_resume") then
	function smacks.do_resume(session, request)
		local real = session.send;
		local proxy, kept = recorder(real);
		session.send = proxy;
		smacks.handle_resume(session, request, request.attr.xmlns);
		local resumed, at = find(kept, "resumed");
		if not resumed then
			session.send = real;
			return nil, failure(kept);
		end
		local target = smacks.resumed_session;
		smacks.resumed_session = nil;
		target.send = real;
		for _, k in ipairs { "sasl_handler"; "client_id"; "fast_token_request" } do target[k] = session[k]; end
		return {
			type = "resumed"; session = target; id = request.attr.previd;
			finish = function ()
				for i = at + 1, #kept do real(kept[i]); end
			end;
		};
	end
	module:hook("smacks-hibernation-end", function (event)
		smacks.resumed_session = event.resumed;
	end, 1e6);
end

-- Limits.
local size = module:get_option_number("c2s_stanza_size_limit", 1024*256, 10000);
module:hook("sasl2/c2s/success", function (event)
	local session = event.session;
	if session.stream then
		session.stanza_size_limit = size;
		session.stream:set_stanza_size_limit(size);
	end
end, 999);

-- keep the stock modules' dependency order obvious
module:hook_tag(xmlns_sasl2, "authenticate", function (session)
	session.log("debug", "SASL2 <authenticate/> on stock 0.12 through the adapter");
end, 1e6);

