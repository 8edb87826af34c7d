using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Administration;

/// <summary>Input that is not exactly what a route takes: refused with a code and one record, and nothing is changed or recorded as allowed.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private static readonly string Long = new('a', 64);

    private AdminWorld _world = null!;

    /// <summary>Each scalar of each body, in its right form.</summary>
    private static readonly (string Method, string Path, (string Name, string Value)[] Members)[] Bodies =
    [
        ("POST", "/api/v1/tenants", [("id", "\"umbrella\""), ("name", "\"Umbrella\""), ("region", "\"eu-1\"")]),
        ("PATCH", "/api/v1/tenants/acme", [("name", "\"New\""), ("status", "\"suspended\""), ("version", "1")]),
        ("POST", "/api/v1/members", [("issuer", "\"idp\""), ("subject", "\"42\""), ("role", "\"member\"")]),
        ("PATCH", "/api/v1/members/u1", [("role", "\"member\""), ("version", "1")]),
        ("POST", "/api/v1/invitations", [("role", "\"member\""), ("lifetime_seconds", "60")]),
        ("POST", "/api/v1/keys", [("role", "\"member\""), ("scopes", "[\"operator.read\"]"), ("user_id", "\"u1\""), ("label", "\"x\""), ("lifetime_seconds", "60")]),
        ("POST", "/api/v1/keys/k1/rotate", [("overlap_seconds", "60")]),
    ];

    public async ValueTask InitializeAsync() => _world = await AdminWorld.StartAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Scalar_as_array_object_duplicate_null_or_in_another_case_is_refused()
    {
        foreach ((string method, string path, (string Name, string Value)[] members) in Bodies)
        {
            foreach ((string name, string value) in members)
            {
                string others = string.Concat(members.Where(m => m.Name != name).Select(m => $",\"{m.Name}\":{m.Value}"));
                string pascal = string.Concat(name.Split('_').Select(p => char.ToUpperInvariant(p[0]) + p[1..]));
                string escaped = $"\\u{(int)name[0]:x4}{name[1..]}";
                string[] bodies =
                [
                    $"{{\"{name}\":[{value}]{others}}}",
                    $"{{\"{name}\":[[{value}]]{others}}}",
                    $"{{\"{name}\":{{\"{name}\":{value}}}{others}}}",
                    $"{{\"{name}\":{value},\"{name}\":{value}{others}}}",
                    $"{{\"{name}\":{value},\"{escaped}\":{value}{others}}}",
                    $"{{\"{name}\":null{others}}}",
                    $"{{\"{name}\":true{others}}}",
                    $"{{\"{name}\":1.5{others}}}",
                    value[0] == '"' ? $"{{\"{name}\":7{others}}}" : $"{{\"{name}\":\"60\"{others}}}",
                    $"{{\"{pascal}\":{value}{others}}}",
                    $"{{\"{name.ToUpperInvariant()}\":{value}{others}}}",
                    $"{{\"{name}\":{value},\"{name.ToUpperInvariant()}\":{value}{others}}}",
                    $"{{\"{name}\":{value},\"tenant\":\"acme\"{others}}}",
                    $"{{\"{name}\":{value},\"tenant_id\":\"globex\"{others}}}",
                    $"{{\"{name}\":{value},\"__proto__\":{{}}{others}}}",
                ];
                foreach (string body in bodies)
                {
                    await RefusedAsync(method, path, body);
                }
            }
        }
    }

    [Fact]
    public async Task Body_that_is_no_object_of_this_route_is_refused()
    {
        string[] texts =
        [
            "null", "[]", "\"text\"", "7", "true", "{", "}", "{}{}", "{} ", "{\"name\":\"a\"}x", "{'name':'a'}", "{\"name\":\"a\",}", "{/*c*/\"name\":\"a\"}", "\uFEFF{\"name\":\"a\"}",
            "{\"name\":\"\\ud800\"}", "{\"\\ud800\":1}", "{\"name\":" + new string('[', 100) + new string(']', 100) + "}",
        ];
        foreach (string text in texts)
        {
            await RefusedAsync("POST", "/api/v1/tenants", text);
            await RefusedAsync("PATCH", "/api/v1/tenants/acme", text == "{\"name\":\"a\"}x" ? text : text + " ");
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; profile=x")]
    [InlineData(null)]
    public async Task Media_type_that_is_not_taken_is_refused(string? type)
    {
        var content = new ByteArrayContent("""{"id":"umbrella","name":"Umbrella"}"""u8.ToArray());
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

        await RefusedAsync(await _world.SendAsync(HttpMethod.Post, "/api/v1/tenants", AdminWorld.Operator, content), "platform");
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_refused()
    {
        var content = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        await RefusedAsync(await _world.SendAsync(HttpMethod.Post, "/api/v1/tenants", AdminWorld.Operator, content), "platform");
    }

    [Theory]
    [InlineData("__proto__")]
    [InlineData("constructor")]
    [InlineData("prototype")]
    [InlineData("platform")]
    [InlineData("default")]
    [InlineData("null")]
    [InlineData("Umbrella")]
    [InlineData("UMBRELLA")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("*")]
    [InlineData("%")]
    [InlineData("con")]
    [InlineData("CON")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("a_b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a ")]
    [InlineData(" a")]
    [InlineData("a.")]
    [InlineData("")]
    [InlineData("xn--acme")]
    [InlineData("x--acme")]
    [InlineData("аcme")]
    [InlineData("acme\u200b")]
    [InlineData("\u202eacme")]
    [InlineData("\ufeffacme")]
    [InlineData("ａｃｍｅ")]
    [InlineData("umbrella\\u0000")]
    public Task Id_outside_the_grammar_or_reserved_is_refused(string id) =>
        RefusedAsync("POST", "/api/v1/tenants", $$"""{"id":"{{id}}","name":"Umbrella"}""");

    [Fact]
    public async Task Texts_of_any_length_and_shape_are_bounded()
    {
        await RefusedAsync("POST", "/api/v1/tenants", $$"""{"id":"{{Long}}a","name":"Umbrella"}""");
        await RefusedAsync("POST", "/api/v1/tenants", $$"""{"id":"{{Long}}","name":"Umbrella"}""");
        await RefusedAsync("POST", "/api/v1/tenants", """{"id":"umbrella","name":""}""");
        await RefusedAsync("POST", "/api/v1/tenants", """{"id":"umbrella","name":"two\nlines"}""");
        await RefusedAsync("POST", "/api/v1/tenants", $$"""{"id":"umbrella","name":"{{new string('n', 257)}}"}""");
        await RefusedAsync("POST", "/api/v1/tenants", """{"id":"umbrella","name":"U","region":"EU 1"}""");
        await RefusedAsync("POST", "/api/v1/tenants", """{"id":"umbrella"}""");
        await RefusedAsync("PATCH", "/api/v1/tenants/acme", "{}");
        await RefusedAsync("PATCH", "/api/v1/tenants/acme", """{"version":1}""");
        await RefusedAsync("PATCH", "/api/v1/tenants/acme", """{"status":"deleted"}""");
        await RefusedAsync("PATCH", "/api/v1/tenants/acme", """{"status":"provisioning"}""");
        await RefusedAsync("PATCH", "/api/v1/tenants/acme", """{"status":"Active"}""");
        await RefusedAsync("PATCH", "/api/v1/tenants/acme", """{"status":"active,suspended"}""");
        await RefusedAsync("POST", "/api/v1/members", """{"issuer":"","subject":"42","role":"member"}""");
        await RefusedAsync("POST", "/api/v1/members", $$"""{"issuer":"idp","subject":"{{new string('s', 1025)}}","role":"member"}""");
        foreach (string role in (string[])["", "king", "Owner", "OWNER", "none", "owner ", "owner,admin", "4", "оwner"])
        {
            await RefusedAsync("POST", "/api/v1/members", $$"""{"issuer":"idp","subject":"42","role":"{{role}}"}""");
            await RefusedAsync("PATCH", "/api/v1/members/u1", $$"""{"role":"{{role}}"}""");
            await RefusedAsync("POST", "/api/v1/invitations", $$"""{"role":"{{role}}"}""");
            await RefusedAsync("POST", "/api/v1/keys", $$"""{"role":"{{role}}"}""");
        }

        foreach (string seconds in (string[])["0", "-1", "99999999999", "1e3", "9223372036854775808"])
        {
            await RefusedAsync("POST", "/api/v1/invitations", $$"""{"role":"member","lifetime_seconds":{{seconds}}}""");
            await RefusedAsync("POST", "/api/v1/keys", $$"""{"lifetime_seconds":{{seconds}}}""");
            await RefusedAsync("POST", "/api/v1/keys/k1/rotate", $$"""{"overlap_seconds":{{(seconds == "0" ? "2592001" : seconds)}}}""");
        }

        await RefusedAsync("POST", "/api/v1/keys", """{"scopes":[]}""");
        await RefusedAsync("POST", "/api/v1/keys", """{"scopes":["operator.read@globex"]}""");
        await RefusedAsync("POST", "/api/v1/keys", """{"scopes":["Operator.Read"]}""");
        await RefusedAsync("POST", "/api/v1/keys", """{"scopes":[null]}""");
        await RefusedAsync("POST", "/api/v1/keys", $$"""{"scopes":[{{string.Join(',', Enumerable.Range(0, 65).Select(n => $"\"s{n}\""))}}]}""");
        await RefusedAsync("POST", "/api/v1/keys", """{"user_id":"../u1"}""");
        await RefusedAsync("POST", "/api/v1/keys", """{"label":"two\r\nlines"}""");
    }

    [Theory]
    [InlineData("/api/v1/members?limit=0")]
    [InlineData("/api/v1/members?limit=201")]
    [InlineData("/api/v1/members?limit=-1")]
    [InlineData("/api/v1/members?limit=+1")]
    [InlineData("/api/v1/members?limit=1e1")]
    [InlineData("/api/v1/members?limit=")]
    [InlineData("/api/v1/members?limit=5&limit=5")]
    [InlineData("/api/v1/members?limit=5&Limit=5")]
    [InlineData("/api/v1/members?Limit=5")]
    [InlineData("/api/v1/members?limit[]=5")]
    [InlineData("/api/v1/members?cursor=")]
    [InlineData("/api/v1/members?cursor=AAAA")]
    [InlineData("/api/v1/members?tenant=globex")]
    [InlineData("/api/v1/keys?role=owner")]
    [InlineData("/api/v1/invitations?x")]
    [InlineData("/api/v1/tenants/acme?limit=5")]
    public async Task Query_that_a_route_does_not_know_is_refused(string path) =>
        await RefusedAsync(await _world.GetAsync(path, AdminWorld.Acme), "acme");

    [Theory]
    [InlineData("GET", "/api/v1/tenants/acme")]
    [InlineData("GET", "/api/v1/members")]
    [InlineData("DELETE", "/api/v1/members/u1")]
    [InlineData("GET", "/api/v1/invitations")]
    [InlineData("DELETE", "/api/v1/invitations/i1")]
    [InlineData("GET", "/api/v1/keys")]
    [InlineData("DELETE", "/api/v1/keys/k1")]
    public async Task Body_where_none_is_taken_is_refused(string method, string path)
    {
        await RefusedAsync(method, path, """{"tenant":"globex"}""");
        await RefusedAsync(method, path, "{}");
    }

    [Theory]
    [InlineData("PATCH", "/api/v1/members/")]
    [InlineData("POST", "/api/v1/keys/{0}/rotate")]
    [InlineData("PATCH", "/api/v1/tenants/")]
    public async Task Id_in_a_route_outside_the_grammar_is_refused(string method, string path)
    {
        foreach (string id in (string[])["__proto__", "U1", "a%20b", "..%2fglobex", "%D0%B0cme", new string('a', 129), "a*"])
        {
            string at = path.Contains("{0}", StringComparison.Ordinal) ? path.Replace("{0}", id, StringComparison.Ordinal) : path + id;
            await RefusedAsync(method, at, path.Contains("keys", StringComparison.Ordinal) ? "{}" : path.Contains("tenants", StringComparison.Ordinal) ? """{"name":"x"}""" : """{"role":"member"}""", "invalid_id");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_above_a_mebibyte_is_refused(bool chunked)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"name":"{{new string('x', 1024 * 1024)}}"}"""));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        HttpContent sent = chunked ? new StreamContent(new Unsized(await content.ReadAsStreamAsync())) { Headers = { ContentType = content.Headers.ContentType } } : content;

        Answer answer = await _world.SendAsync(HttpMethod.Post, "/api/v1/tenants", AdminWorld.Operator, sent);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "invalid_request"), (answer.Status, answer.Code));
        Assert.Equal("invalid_request", Assert.Single(_world.Records).ReasonCode);
    }

    private async Task RefusedAsync(string method, string path, string body, string recorded = "invalid_request")
    {
        string credential = path == "/api/v1/tenants" || body.Contains("status", StringComparison.Ordinal) ? AdminWorld.Operator : AdminWorld.Acme;
        Answer answer = await _world.SendAsync(new HttpMethod(method), path, credential, new StringContent(body, Encoding.UTF8, "application/json"));
        await RefusedAsync(answer, credential[..credential.IndexOf('|', StringComparison.Ordinal)], $"{method} {path} {body}", recorded);
    }

    private Task RefusedAsync(Answer answer, string trail, string what = "", string recorded = "invalid_request")
    {
        Assert.True(answer is { Status: HttpStatusCode.BadRequest, Code: "invalid_request" }, $"{what}: {answer.Status} {answer.Body}");
        Assert.Contains("Cache-Control: no-store", answer.Headers, StringComparison.Ordinal);
        AuditEnvelope record = Assert.Single(_world.Records.Skip(_seen));
        _seen++;
        Assert.Equal((trail, AuditOutcome.Denied, recorded), (record.Tenant.ToString(), record.Outcome, record.ReasonCode));
        Assert.Equal(4, _world.Directory.Entries.Count);
        Assert.Equal("acme", _world.Directory.Entries.Single(e => e.Id.ToString() == "acme").DisplayName);
        return Task.CompletedTask;
    }

    private int _seen;

    private sealed class Unsized(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
