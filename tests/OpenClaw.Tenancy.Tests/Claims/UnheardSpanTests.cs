using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Telemetry;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>Whoever listens and keeps nothing changes no answer.</summary>
public sealed class UnheardSpanTests
{
    [Fact]
    public async Task Listener_that_samples_nothing_changes_neither_a_verification_nor_a_decision()
    {
        var ledger = new DurableLedger();
        using var world = new MeasuredWorld(static o => o.RecordAllowed = AllowedRecords.Durable, b => b.UseLedger(_ => ledger));
        ActivitySource own = world.Telemetry.Spans;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, own),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.None,
        };
        ActivitySource.AddActivityListener(listener);

        CredentialVerification verification = await world.World.Services.GetRequiredService<CredentialVerifiers>().VerifyAsync("nobody's", TestContext.Current.CancellationToken);

        Assert.Equal((DenyReason.TokenInvalid, CredentialVerifiers.Unrecognized), (verification.Reason, verification.Detail));
        Assert.True((await world.Engine.AuthorizeAsync(world.Request())).IsAllowed);
    }
}
