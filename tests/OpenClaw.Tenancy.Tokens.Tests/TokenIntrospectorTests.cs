using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>What tools are told of a token.</summary>
public sealed class TokenIntrospectorTests
{
    [Fact]
    public async Task Good_token_is_shown_as_it_is()
    {
        using var world = new TokenWorld();
        TokenIntrospection seen = await SeenAsync(world, world.Forge.WithPayload(p => p.Add("act", "{\"iss\":\"i\",\"sub\":\"s\"}")));

        Assert.True(seen.IsActive);
        Assert.Equal((DenyReason.None, null), (seen.Reason, seen.Detail));
        Assert.Equal((TokenForge.Issuer, world.Forge.KeyId, "acme", "alice", "j1"), (seen.Issuer, seen.KeyId, seen.Tenant, seen.Subject, seen.TokenId));
        Assert.Equal(["operator.read@acme"], seen.Scopes);
        Assert.Equal("s", seen.Actor!.Subject);
        Assert.Equal((world.World.Time.Now, world.World.Time.Now, world.World.Time.Now.AddMinutes(5)), (seen.IssuedAt, seen.NotBefore, seen.ExpiresAt));
        Assert.Equal((false, false), (seen.IsBound, seen.IsSingleUse));
    }

    [Fact]
    public async Task Token_that_is_proved_and_refused_is_shown_with_the_reason()
    {
        using var world = new TokenWorld();
        TokenIntrospection expired = await SeenAsync(world, world.Forge.WithPayload(p => p.Set("iat", $"{world.Forge.Now - 60}").Set("exp", $"{world.Forge.Now - 1}")));
        TokenIntrospection bound = await SeenAsync(world, world.Forge.WithPayload(p => p.Add("cnf", $"{{\"x5t#S256\":\"{new string('A', 43)}\"}}")));
        world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        TokenIntrospection suspended = await SeenAsync(world, world.Forge.Token());

        Assert.Equal((false, DenyReason.Expired, "expired", "alice"), (expired.IsActive, expired.Reason, expired.Detail, expired.Subject));
        Assert.Equal((false, DenyReason.TokenInvalid, "cnf", true), (bound.IsActive, bound.Reason, bound.Detail, bound.IsBound));
        Assert.Equal((false, DenyReason.TenantInactive, "tenant_status", "acme"), (suspended.IsActive, suspended.Reason, suspended.Detail, suspended.Tenant));
    }

    [Fact]
    public async Task What_no_key_has_proved_is_not_shown()
    {
        using var world = new TokenWorld();
        TokenIntrospection forged = await SeenAsync(world, world.Forge.Token()[..^4] + "AAAA");
        TokenIntrospection strange = await SeenAsync(world, "ocpk_something");
        TokenIntrospection unknown = await SeenAsync(world, new TokenForge(TokenKeyRing.CreateEs256(), world.World.Time).Token());

        Assert.Equal((false, "signature", world.Forge.KeyId), (forged.IsActive, forged.Detail, forged.KeyId));
        Assert.Equal((false, "unrecognized", null), (strange.IsActive, strange.Detail, strange.KeyId));
        Assert.Equal((false, "kid", null, null), (unknown.IsActive, unknown.Detail, unknown.KeyId, unknown.Issuer));
        foreach (TokenIntrospection seen in (TokenIntrospection[])[forged, strange, unknown])
        {
            Assert.False(seen.IsSingleUse);
            Assert.Null(seen.Tenant);
            Assert.Null(seen.Subject);
            Assert.Null(seen.ExpiresAt);
            Assert.Empty(seen.Scopes);
        }
    }

    [Fact]
    public async Task Text_is_printable_and_holds_no_token()
    {
        using var world = new TokenWorld();
        string token = world.Forge.WithPayload(p => p.Set("sub", "\"a\\nactive: yes\\u001b[31m\\u202e\\\\\""));
        string text = (await SeenAsync(world, token)).ToString();

        Assert.Contains("subject: a\\u000aactive: yes\\u001b[31m\\u202e\\u005c\n", text);
        Assert.DoesNotContain(text, c => c is not '\n' and (< ' ' or > '~'));
        Assert.Single(text.Split('\n'), l => l.StartsWith("active:", StringComparison.Ordinal));
        foreach (string part in token.Split('.'))
        {
            Assert.DoesNotContain(part[..20], text);
        }
    }

    [Fact]
    public async Task Text_of_a_good_token_is_all_that_it_says()
    {
        using var world = new TokenWorld();
        TokenIntrospection seen = await SeenAsync(world, world.Forge.WithPayload(p => p
            .Set("scopes", "[\"operator.read@acme\",\"operator.write@acme\"]").Add("act", "{\"iss\":\"i\",\"sub\":\"s~\"}")));

        string now = $"{world.World.Time.Now:u}", end = $"{world.World.Time.Now.AddMinutes(5):u}";
        Assert.Equal(
            $"active: yes\nissuer: {TokenForge.Issuer}\nkid: {world.Forge.KeyId}\ntenant: acme\nsubject: alice\nactor: s~ of i\nscope: operator.read@acme\n"
            + $"scope: operator.write@acme\njti: j1\nissued: {now}\nbegins: {now}\nends: {end}\n",
            seen.ToString());
    }

    [Fact]
    public async Task Text_of_a_refused_one_says_why()
    {
        using var world = new TokenWorld();
        TokenIntrospection seen = await SeenAsync(world, world.Forge.WithPayload(p => p.Add("cnf", $"{{\"x5t#S256\":\"{new string('A', 43)}\"}}")));

        Assert.StartsWith("active: no\nreason: TokenInvalid\ndetail: cnf\nissuer: ", seen.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("bound: to a client certificate\n", seen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_remembers_nothing()
    {
        using var world = new TokenWorld(configure: o => o.MaxCachedTokens = 1);
        await SeenAsync(world, world.Forge.Token());

        string other = await world.Issue(TestWorld.Acme);
        Assert.Same(await world.Accepted(other), await world.Accepted(other));
    }

    private static async Task<TokenIntrospection> SeenAsync(TokenWorld world, string token) => await world.World.Services
        .GetRequiredService<TokenIntrospector>().IntrospectAsync(new PresentedCredential(token), CancellationToken.None);
}
