using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>What an envelope is asked for has bounds, and what is misused is named.</summary>
public sealed class EnvelopeArgumentTests : IDisposable
{
    private readonly EnvelopeWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public async Task Purpose_and_subject_are_bounded(int length, bool fits)
    {
        VerifiedTenantClaim claim = _world.World.Claim(TestWorld.Acme);
        var byPurpose = new EnvelopeRequest { Purpose = new string('p', length) };
        var bySubject = new EnvelopeRequest { Purpose = "p", Subject = new string('s', length) };
        if (fits)
        {
            EnvelopeSealing sealing = await _world.Envelopes.SealAsync(claim, byPurpose, default, default);
            Assert.True(_world.Envelopes.Open(sealing.Envelope!.Text, byPurpose.Purpose, default).IsOpen);
            sealing = await _world.Envelopes.SealAsync(claim, bySubject, default, default);
            Assert.Equal(bySubject.Subject, _world.Envelopes.Open(sealing.Envelope!.Text, "p", default).Claim!.Subject);
        }
        else
        {
            await Assert.ThrowsAsync<ArgumentException>("purpose", () => _world.Envelopes.SealAsync(claim, byPurpose, default, default).AsTask());
            await Assert.ThrowsAsync<ArgumentException>("request", () => _world.Envelopes.SealAsync(claim, bySubject, default, default).AsTask());
        }
    }

    [Theory]
    [InlineData(255, 255)]
    [InlineData(256, 256)]
    [InlineData(257, 256)]
    [InlineData(9999, 256)]
    public async Task Ids_of_records_are_cut(int length, int kept)
    {
        EnvelopeSealing sealing = await _world.Envelopes.SealAsync(
            _world.World.Claim(TestWorld.Acme), new EnvelopeRequest { Purpose = "p", CorrelationId = new string('c', length), RunId = new string('r', length) }, default, default);

        EnvelopeOpening opening = _world.Envelopes.Open(sealing.Envelope!.Text, "p", default);

        Assert.Equal((new string('c', kept), new string('r', kept)), (opening.CorrelationId, opening.RunId));
    }

    [Theory]
    [InlineData(null, null, "corr-ctx", "run-ctx")]
    [InlineData("corr-own", null, "corr-own", "run-ctx")]
    [InlineData(null, "run-own", "corr-ctx", "run-own")]
    public async Task Ids_of_the_request_count_before_those_of_its_scope(string? correlationId, string? runId, string correlates, string runs)
    {
        EnvelopeSealing sealing = await InScopeAsync(tenant => _world.Envelopes.SealAsync(
            tenant, new EnvelopeRequest { Purpose = "p", CorrelationId = correlationId, RunId = runId }, default, default).AsTask());

        EnvelopeOpening opening = _world.Envelopes.Open(sealing.Envelope!.Text, "p", default);

        Assert.Equal((correlates, runs), (opening.CorrelationId, opening.RunId));
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        VerifiedTenantClaim claim = _world.World.Claim(TestWorld.Acme);
        var request = new EnvelopeRequest { Purpose = "p" };
        await Assert.ThrowsAsync<ArgumentNullException>("tenant", () => _world.Envelopes.SealAsync((TenantContext)null!, request, default, default).AsTask());
        await Assert.ThrowsAsync<ArgumentNullException>("claim", () => _world.Envelopes.SealAsync((VerifiedTenantClaim)null!, request, default, default).AsTask());
        await Assert.ThrowsAsync<ArgumentNullException>("request", () => _world.Envelopes.SealAsync(claim, null!, default, default).AsTask());
        await Assert.ThrowsAsync<ArgumentNullException>("request", () => InScopeAsync(tenant => _world.Envelopes.SealAsync(tenant, null!, default, default).AsTask()));
        await Assert.ThrowsAsync<ArgumentNullException>("purpose", () => _world.Envelopes.SealAsync(claim, new EnvelopeRequest { Purpose = null! }, default, default).AsTask());
        Assert.Throws<ArgumentNullException>("purpose", () => _world.Envelopes.Open("x", null!, default));
        Assert.Throws<ArgumentException>("purpose", () => _world.Envelopes.Open("x", "No Purpose", default));
        Assert.Throws<ArgumentNullException>("key", () => new TenantEnvelopeOptions().AlsoTrust(null!));
    }

    [Fact]
    public void Options_are_fixed_at_start()
    {
        var open = new TenantEnvelopeOptions { MaxBodyBytes = 9 };
        TenantEnvelopeOptions started = _world.World.Services.GetRequiredService<IOptions<TenantEnvelopeOptions>>().Value;

        Assert.Equal(9, open.MaxBodyBytes);
        Assert.Throws<InvalidOperationException>(() => started.MaxBodyBytes = 8);
        Assert.Throws<InvalidOperationException>(() => started.AlsoTrust(_world.Signer.Key));
        Assert.Equal(64 * 1024, started.MaxBodyBytes);
    }

    private async Task<T> InScopeAsync<T>(Func<TenantContext, Task<T>> work)
    {
        using IServiceScope scope = _world.World.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            _world.World.Claim(TestWorld.Acme), "corr-ctx", "run-ctx", (services, _) => work(services.GetRequiredService<TenantContext>()), default);
    }
}
