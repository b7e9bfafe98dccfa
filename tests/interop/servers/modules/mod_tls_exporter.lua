-- SPDX-License-Identifier: MIT
-- Prosody 0.12 binds SCRAM-*-PLUS to tls-unique, which TLS 1.3 does not have.
-- This adds tls-exporter (RFC 9266) on TLS 1.3, tls-server-end-point (RFC 5929) on any
-- version, and announces the types (XEP-0440), so that a client's channel binding is
-- checked by somebody else's SCRAM code.
local sasl = require "util.sasl";
local scram = require "util.sasl.scram";
local hashes = require "util.hashes";
local base64 = require "util.encodings".base64;
local st = require "util.stanza";

local end_point;
do
	-- every certificate here is signed with SHA-256, so the end-point hash is SHA-256 of the DER
	local f = io.open(module:get_option_string("server_certificate", "") or "");
	if f then
		local pem = f:read("*a"); f:close();
		local body = pem:match("%-%-%-%-%-BEGIN CERTIFICATE%-%-%-%-%-%s*(.-)%s*%-%-%-%-%-END CERTIFICATE");
		if body then end_point = hashes.sha256((base64.decode((body:gsub("%s", ""))))); end
	end
end

-- Let the stock SCRAM code register itself once more, with more binding types accepted.
local done = module:shared("/*/tls_exporter/registered");
if not done.yes then
	done.yes = true;
	scram.init(function (name, backends, f, cb)
		if cb then
			sasl.registerMechanism(name, {}, f, { "tls-unique"; "tls-exporter"; "tls-server-end-point" });
		end
	end);
end

local function exporter(self)
	return self.userdata["tls-exporter"]:exportkeyingmaterial("EXPORTER-Channel-Binding", 32, "");
end
local function server_end_point()
	return end_point;
end


module:hook("stream-features", function (event)
	local origin, features = event.origin, event.features;
	local handler = origin.sasl_handler;
	if origin.username or not origin.encrypted or not handler or not handler.add_cb_handler then return; end
	local mechs = features:get_child("mechanisms", "urn:ietf:params:xml:ns:xmpp-sasl");
	if not mechs then return; end
	local socket = origin.conn:socket();
	local info = socket.info and socket:info();
	local types = {};
	if handler.profile.cb and handler.profile.cb["tls-unique"] then types[#types+1] = "tls-unique"; end
	handler.userdata = handler.userdata or {};
	if info and info.protocol == "TLSv1.3" and socket.exportkeyingmaterial then
		handler.userdata["tls-exporter"] = socket;
		handler:add_cb_handler("tls-exporter", exporter);
		types[#types+1] = "tls-exporter";
	end
	if end_point then
		handler:add_cb_handler("tls-server-end-point", server_end_point);
		types[#types+1] = "tls-server-end-point";
	end
	if not types[1] then return; end
	local have = {};
	for m in mechs:childtags("mechanism") do have[m:get_text()] = true; end
	for m in pairs(handler:mechanisms()) do
		if m:match("%-PLUS$") and not have[m] then mechs:text_tag("mechanism", m); end
	end
	local cb = st.stanza("sasl-channel-binding", { xmlns = "urn:xmpp:sasl-cb:0" });
	for _, t in ipairs(types) do cb:tag("channel-binding", { type = t }):up(); end
	features:add_child(cb);
end, -1);
