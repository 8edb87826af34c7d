using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Identity;
using OpenClaw.Tenancy.Tokens.Identity;
using OpenClaw.Tenancy.Tokens.Jwks;

namespace OpenClaw.Tenancy.Tokens.Tests.Jwks;

/// <summary>A host that believes one identity provider, which listens on a real port.</summary>
internal sealed class IdentityWorld : IAsyncDisposable
{
    // So that a reading that never ends fails its test.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private IdentityWorld(TestIdentityProvider provider, TestWorld world, EventLog log) => (Provider, World, Log) = (provider, world, log);

    internal TestIdentityProvider Provider { get; }

    internal TestWorld World { get; }

    internal EventLog Log { get; }

    internal ManualTime Time => World.Time;

    internal ITokenKeySource Keys => World.Services.GetRequiredKeyedService<ITokenKeySource>(Provider.Issuer);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    internal static async Task<IdentityWorld> StartAsync(
        Action<JwksOptions>? jwks = null, Action<IdentityProviderOptions>? identity = null, Action<TenancyBuilder>? build = null)
    {
        var time = new ManualTime();
        var log = new EventLog();
        TestIdentityProvider provider = await TestIdentityProvider.StartAsync(time);
        var world = new TestWorld(time: time, build: builder =>
        {
            builder.Services.AddSingleton<ILoggerFactory>(log);
            Add(builder, provider, jwks, identity);
            build?.Invoke(builder);
        });
        return new IdentityWorld(provider, world, log);
    }

    internal static void Add(TenancyBuilder builder, TestIdentityProvider provider, Action<JwksOptions>? jwks = null, Action<IdentityProviderOptions>? identity = null) => builder
        .AddJwks(provider.Issuer, o =>
        {
            (o.Address, o.AllowLoopbackHttp) = (provider.KeysAddress, true);
            jwks?.Invoke(o);
        })
        .AddIdentityProvider(provider.Issuer, o =>
        {
            (o.Audience, o.Algorithms) = (TestIdentityProvider.Audience, ["RS256", "ES256"]);
            identity?.Invoke(o);
        });

    internal Task<TokenKey?> Find(string keyId = "es-1") => Keys.FindAsync(new TokenKeyQuery(Provider.Issuer, null, keyId), Cancellation).AsTask().WaitAsync(Patience, Cancellation);

    /// <summary>The keys are not known: an exception, and nothing that looks like an absent key.</summary>
    internal async Task Unknown(string keyId = "es-1") => await Assert.ThrowsAsync<IOException>(() => Find(keyId));

    /// <summary>A reading was refused for this reason, and the event said so.</summary>
    internal void RefusedFor(string word) => Assert.Contains($"({word})", Log.TextOf(2211), StringComparison.Ordinal);

    internal async Task<IdentityVerification> Verify(string token, string? nonce = null) =>
        await World.Services.GetRequiredService<IIdentityVerifier>().VerifyAsync(token, nonce, Cancellation).AsTask().WaitAsync(Patience, Cancellation);

    internal async Task<ExternalIdentity> Verified(string token, string? nonce = null)
    {
        IdentityVerification verification = await Verify(token, nonce);
        Assert.True(verification.IsVerified, $"{verification.Reason}: {verification.Detail}");
        Assert.Equal((DenyReason.None, null), (verification.Reason, verification.Detail));
        return verification.Identity;
    }

    internal async Task Refused(string token, string word, DenyReason reason = DenyReason.TokenInvalid, string? nonce = null)
    {
        IdentityVerification verification = await Verify(token, nonce);
        Assert.False(verification.IsVerified);
        Assert.Equal((reason, word), (verification.Reason, verification.Detail));
    }

    /// <summary>Waits for a reading that goes on beside the requests.</summary>
    internal async Task Eventually(Func<Task<bool>> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(Patience);
        while (!await holds())
        {
            await Task.Delay(5, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        World.Dispose();
        await Provider.DisposeAsync();
    }
}
