using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Telemetry;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>The first verifier that knows a credential decides; a verifier that fails refuses it, whoever comes next.</summary>
public sealed class CredentialVerifiersTests
{
    [Fact]
    public async Task VerifyAsync_NobodyKnowsIt_IsRefused()
    {
        CredentialVerification found = await Verify(static _ => new(CredentialVerification.NotMine), static _ => new(default(CredentialVerification)));

        Assert.False(found.IsAccepted);
        Assert.Equal((DenyReason.TokenInvalid, "unrecognized"), (found.Reason, found.Detail));
    }

    [Fact]
    public async Task VerifyAsync_FirstRefuses_SecondIsNotAsked()
    {
        int asked = 0;

        CredentialVerification found = await Verify(
            static _ => new(CredentialVerification.Refused(DenyReason.Expired, "exp")),
            _ => new(++asked > 0 ? CredentialVerification.NotMine : default));

        Assert.Equal(DenyReason.Expired, found.Reason);
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task VerifyAsync_FirstThrows_IsRefusedAndSecondIsNotAsked()
    {
        // A store that fails must not hand the credential to a more lenient verifier.
        int asked = 0;

        CredentialVerification found = await Verify(
            static _ => throw new InvalidOperationException("store down"),
            _ => new(++asked > 0 ? CredentialVerification.NotMine : default));

        Assert.Equal((DenyReason.DependencyUnavailable, "verifier_fault"), (found.Reason, found.Detail));
        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task VerifyAsync_VerifierThrows_IsLoggedByTheKindOfFaultAlone()
    {
        using var lines = new ScopedLines();
        using var world = new TestWorld(build: b =>
        {
            b.Services.AddLogging(l => l.AddProvider(lines));
            b.Services.AddSingleton<ICredentialVerifier>(new FuncVerifier(static _ => throw new InvalidOperationException("a secret")));
        });

        await world.Services.GetRequiredService<CredentialVerifiers>().VerifyAsync("credential", TestContext.Current.CancellationToken);

        Assert.Equal("OCT1001: a credential verifier failed with InvalidOperationException; the credential is refused.", Assert.Single(lines.Lines).Text);
    }

    [Fact]
    public void Any_SaysWhetherSomebodyLooksAtCredentials()
    {
        using var none = new TestWorld();
        using var one = new TestWorld(build: static b => b.Services.AddSingleton<ICredentialVerifier>(new FuncVerifier(static _ => new(CredentialVerification.NotMine))));

        Assert.Equal((false, true), (none.Services.GetRequiredService<CredentialVerifiers>().Any, one.Services.GetRequiredService<CredentialVerifiers>().Any));
    }

    [Fact]
    public async Task VerifyAsync_CancelledByTheCaller_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Verify(static async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return CredentialVerification.NotMine;
        }));

    [Fact]
    public async Task VerifyAsync_VerifierCancelsItself_IsAFault()
    {
        CredentialVerification found = await Verify(static _ => throw new OperationCanceledException());

        Assert.Equal(DenyReason.DependencyUnavailable, found.Reason);
    }

    [Theory]
    [InlineData(DenyReason.None)]
    [InlineData(DenyReason.Unspecified)]
    public void Refused_WithoutReason_IsTokenInvalid(DenyReason reason) =>
        Assert.Equal(DenyReason.TokenInvalid, CredentialVerification.Refused(reason, "x").Reason);

    [Fact]
    public void From_DefaultAcceptance_IsRefusal()
    {
        CredentialVerification verification = CredentialVerification.From(default, reusable: true);

        Assert.False(verification.IsAccepted);
        Assert.False(verification.IsReusable);
        Assert.Equal(DenyReason.TokenInvalid, verification.Reason);
    }

    private static async Task<CredentialVerification> Verify(params Func<CancellationToken, ValueTask<CredentialVerification>>[] verifiers)
    {
        using var world = new TestWorld(build: b => verifiers.ToList().ForEach(v => b.Services.AddSingleton<ICredentialVerifier>(new FuncVerifier(v))));
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        return await world.Services.GetRequiredService<CredentialVerifiers>().VerifyAsync("credential", soon.Token);
    }

    private sealed class FuncVerifier(Func<CancellationToken, ValueTask<CredentialVerification>> verify) : ICredentialVerifier
    {
        public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken) => verify(cancellationToken);
    }
}
