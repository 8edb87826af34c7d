using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Identity;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>Whatever does not answer while a token is exchanged, there is none, and unknown is not "no member".</summary>
public sealed class ExchangeFaultTests
{
    [Fact]
    public async Task Exchange_DirectoryTooOld_IsUnavailable()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        world.Directory.ReportRefreshed(world.Time.Now);
        world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await world.ExchangeAsync(world.Shown("alice"), "acme")).IsIssued);

        world.Time.Advance(TimeSpan.FromTicks(1));

        await world.RefusedAsync("directory_stale", world.Shown("alice"), "acme", DenyReason.DependencyUnavailable);
        await world.RefusedAsync("directory_stale", world.Shown("nobody"), "acme", DenyReason.DependencyUnavailable);
    }

    [Fact]
    public async Task Exchange_KeysOfTheProviderDown_IsUnavailable()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        world.Provider.Fault = ProviderFaults.Failure;

        await world.RefusedAsync("key_source", world.Shown("alice"), "acme", DenyReason.DependencyUnavailable);
    }

    [Fact]
    public async Task Exchange_VerifierThrows_IsUnavailable()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync(static b => b.Services.AddSingleton<IIdentityVerifier>(new ThrowingVerifier()));

        await world.RefusedAsync("identity_verifier_fault", world.Shown("alice"), "acme", DenyReason.DependencyUnavailable);
    }

    [Fact]
    public async Task Exchange_MintThrows_IsUnavailableAndSaysNothing()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync(static b => MintSpy.PutBefore(
            b, ExchangeWorld.Home, static (_, _) => throw new InvalidOperationException("the key is in /run/secrets")));
        await world.JoinAsync(TestWorld.Acme, "alice");

        await world.RefusedAsync("mint_fault", world.Shown("alice"), "acme", DenyReason.DependencyUnavailable);
    }

    [Fact]
    public async Task Exchange_LedgerFails_HandsOutNothing()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        world.Ledger.BeforeAppend = static (_, _) => throw new IOException("disk full");

        await world.RefusedAsync("audit", world.Shown("alice"), "acme", DenyReason.AuditUnavailable);
    }

    [Fact]
    public async Task Exchange_TheRecordStandsBeforeTheToken()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();
        await world.JoinAsync(TestWorld.Acme, "alice");
        var append = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        world.Ledger.BeforeAppend = (_, _) =>
        {
            begun.SetResult();
            return new ValueTask(append.Task);
        };

        Task<TokenExchangeResult> pending = world.ExchangeAsync(world.Shown("alice"), "acme").AsTask();
        await begun.Task;
        Assert.False(pending.IsCompleted);
        append.SetResult();

        Assert.True((await pending).IsIssued);
        Assert.Single(world.Ledger.Appended);
    }

    [Fact]
    public async Task Exchange_EmptyNonce_Throws()
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await world.ExchangeAsync(new ShownIdentity { IdentityToken = "x", Nonce = string.Empty }));
    }

    private sealed class ThrowingVerifier : IIdentityVerifier
    {
        public ValueTask<IdentityVerification> VerifyAsync(string token, string? nonce, CancellationToken cancellationToken) => throw new InvalidOperationException("secret");
    }
}
