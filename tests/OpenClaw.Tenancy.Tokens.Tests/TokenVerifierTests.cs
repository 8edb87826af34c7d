using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Identity;
using OpenClaw.Tenancy.Tokens.Tests.Jwks;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Tokens that are minted elsewhere, under keys that a source gives.</summary>
public sealed class TokenVerifierTests
{
    [Fact]
    public async Task Source_is_asked_for_one_key_by_issuer_tenant_and_kid()
    {
        using var world = new VerifierWorld();

        Assert.Equal("accepted", await world.Outcome(world.Forge.Token()));
        Assert.Equal([new TokenKeyQuery(TokenForge.Issuer, "acme", world.Forge.KeyId)], world.Keys.Asked);
    }

    [Fact]
    public async Task Verifier_mints_nothing()
    {
        using var world = new VerifierWorld();
        Assert.Null(world.World.Services.GetService<ITenantTokenIssuer>());
        Assert.Null(world.World.Services.GetKeyedService<ITenantTokenIssuer>(TokenForge.Issuer));
        Assert.Equal("accepted", await world.Outcome(world.Forge.Token()));
    }

    [Fact]
    public async Task Host_that_verifies_alone_can_look_at_tokens_and_use_them_up()
    {
        using var world = new VerifierWorld(configure: o => o.Use = TokenUse.SingleUse);
        string token = world.Forge.Token();

        Assert.True((await world.World.Services.GetRequiredService<TokenIntrospector>().IntrospectAsync(new PresentedCredential(token), CancellationToken.None)).IsSingleUse);
        Assert.Equal("accepted", await world.Outcome(token));
        Assert.Equal("TokenInvalid replayed", await world.Outcome(token));
    }

    [Fact]
    public async Task Key_of_one_tenant_proves_nothing_of_another()
    {
        using var world = new VerifierWorld(key => new ScriptedKeys(q => new ValueTask<TokenKey?>(q is { Tenant: "acme" } && q.KeyId == key.KeyId ? key : null)));

        Assert.Equal("accepted", await world.Outcome(world.Forge.Token()));
        Assert.Equal("TokenInvalid kid", await world.Outcome(world.Forge.WithPayload(p => p.Set("tenant_id", "\"globex\"").Set("scopes", "[\"operator.read@globex\"]"))));
    }

    [Fact]
    public async Task Unknown_kid_is_invalid_and_a_source_that_fails_is_unavailable()
    {
        using var world = new VerifierWorld();
        string token = world.Forge.Token();

        world.Keys.Answer = _ => default;
        Assert.Equal("TokenInvalid kid", await world.Outcome(token));
        world.Keys.Answer = _ => throw new InvalidOperationException("a secret");
        Assert.Equal("DependencyUnavailable key_source", await world.Outcome(token));
        world.Keys.Answer = async _ =>
        {
            await Task.Yield();
            throw new InvalidOperationException("a secret");
        };
        Assert.Equal("DependencyUnavailable key_source", await world.Outcome(token));
    }

    [Fact]
    public async Task Source_that_never_answers_is_unavailable_after_the_time_that_a_dependency_has()
    {
        using var world = new VerifierWorld();
        world.Keys.Answer = _ => new ValueTask<TokenKey?>(new TaskCompletionSource<TokenKey?>().Task);

        ValueTask<CredentialVerification> pending = world.Verify(world.Forge.Token());
        Assert.False(pending.IsCompleted);
        world.World.Time.Advance(TimeSpan.FromSeconds(5));
        CredentialVerification verification = await pending;

        Assert.Equal(DenyReason.DependencyUnavailable, verification.Reason);
    }

    [Fact]
    public async Task Source_that_answers_with_another_key_is_not_believed()
    {
        TokenKeyRing other = TokenKeyRing.CreateEs256();
        using var world = new VerifierWorld(_ => new ScriptedKeys(_ => new ValueTask<TokenKey?>(other.Active)));

        Assert.Equal("TokenInvalid kid", await world.Outcome(world.Forge.Token()));
        Assert.Equal("accepted", await world.Outcome(new TokenForge(other, world.World.Time).Token()));
    }

    [Fact]
    public async Task Symmetric_key_verifies_nothing_here()
    {
        using var world = new VerifierWorld(ring: TokenKeyRing.CreateHs256());
        Assert.Equal("TokenInvalid alg", await world.Outcome(world.Forge.Token()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Remembered_token_is_refused_once_its_key_is_revoked_gone_replaced_or_not_to_be_had(bool slow)
    {
        using var world = new VerifierWorld();
        TokenKey key = world.Ring.Active;
        string token = world.Forge.Token();
        TokenKey? now = key;
        world.Keys.Answer = async _ => await AnswerAsync(now, slow);
        Assert.Equal("accepted", await world.Outcome(token));

        now = key.Revoke();
        Assert.Equal("TokenInvalid key_ended", await world.Outcome(token));
        now = key.Retire(world.World.Time.Now);
        Assert.Equal("TokenInvalid key_ended", await world.Outcome(token));
        now = null;
        Assert.Equal("TokenInvalid kid", await world.Outcome(token));
        world.Keys.Answer = _ => throw new InvalidOperationException();
        Assert.Equal("DependencyUnavailable key_source", await world.Outcome(token));
        world.Keys.Answer = async _ => await AnswerAsync(key, slow);
        Assert.Equal("accepted", await world.Outcome(token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Token_whose_key_was_not_vouched_for_once_is_verified_and_remembered_anew(bool slow)
    {
        using var world = new VerifierWorld();
        string token = world.Forge.Token();
        CredentialVerification first = await world.Verify(token);
        int asked = 0;
        world.Keys.Answer = async _ =>
        {
            bool fails = asked++ == 0;
            await AnswerAsync(null, slow);
            return fails ? throw new InvalidOperationException() : world.Ring.Active;
        };

        CredentialVerification second = await world.Verify(token);

        Assert.True(second.IsAccepted);
        Assert.NotSame(first.Claim, second.Claim);
        Assert.Same(second.Claim, (await world.Verify(token)).Claim);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Remembered_token_does_not_stand_by_another_key_of_the_same_id()
    {
        using var world = new VerifierWorld();
        string token = world.Forge.Token();
        Assert.Equal("accepted", await world.Outcome(token));

        TokenKey other = TwinOf(world.Ring);
        world.Keys.Answer = _ => new ValueTask<TokenKey?>(other);
        Assert.Equal("TokenInvalid signature", await world.Outcome(token));
    }

    [Fact]
    public async Task Remembered_token_does_not_stand_by_another_rsa_key_of_the_same_id()
    {
        await using IdentityWorld elsewhere = await IdentityWorld.StartAsync();
        await using IdentityWorld twin = await IdentityWorld.StartAsync();
        ProviderKey signing = elsewhere.Provider.Publish(ProviderKey.Rs256("rs-1"));
        twin.Provider.Publish(ProviderKey.Rs256("rs-1"));
        TokenKey? now = await elsewhere.Find("rs-1");
        using var world = new VerifierWorld(_ => new ScriptedKeys(_ => new ValueTask<TokenKey?>(now)));
        string token = TestIdentityProvider.Sign(signing, """{"alg":"RS256","kid":"rs-1","typ":"oc-tenant+jwt"}""", world.Forge.Payload.ToString());
        Assert.Equal("accepted", await world.Outcome(token));

        now = await twin.Find("rs-1");

        Assert.Equal("TokenInvalid signature", await world.Outcome(token));
    }

    [Fact]
    public void Host_without_audience_or_key_source_does_not_start()
    {
        using var world = new TestWorld(build: b => b.AddTokenVerifier("elsewhere", _ => { }));
        string[] errors = [.. Assert.Throws<OptionsValidationException>(() => world.Engine).Failures];

        Assert.Equal(2, errors.Length);
        Assert.Contains(errors, e => e.Contains("Audience", StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains("UseKeys", StringComparison.Ordinal));
        Assert.ThrowsAny<ArgumentException>(() => new TestWorld(build: b => b.AddTokenVerifier(" ", _ => { })));
    }

    // A source that answers in its own time, or at once.
    private static async ValueTask<TokenKey?> AnswerAsync(TokenKey? key, bool slow)
    {
        if (slow)
        {
            await Task.Yield();
        }

        return key;
    }

    // Other material under the same id, as a key set elsewhere may come to say.
    private static TokenKey TwinOf(TokenKeyRing ring)
    {
        using var folder = new TemporaryFolder();
        TokenKeyRing.CreateEs256().Save(folder.File("other"));
        string json = File.ReadAllText(folder.File("other"));
        string kid = TokenKeyRing.Load(folder.File("other")).Active.KeyId;
        File.WriteAllText(folder.File("other"), json.Replace(kid, ring.Active.KeyId, StringComparison.Ordinal));
        return TokenKeyRing.Load(folder.File("other")).Active;
    }
}
