using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Pseudonyms;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Auditing.Pseudonyms;

/// <summary>A ledger behind pseudonyms ends with its host, refuses what is missing, and holds the pseudonyms that it always held.</summary>
public sealed class PseudonymousLedgerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ledger_ends_with_its_host(bool waits)
    {
        var closed = new List<string>();
        IAuditLedger inner = waits ? new WaitingLedger(closed) : new ClosingLedger(closed);
        using var world = new TestWorld(build: b => b.UseLedger(_ => inner).PseudonymizeSubjects(Named));
        IAuditLedger ledger = world.Services.GetRequiredService<IAuditLedger>();
        Assert.NotSame(inner, ledger);
        Assert.Empty(closed);

        await world.Services.DisposeAsync();

        Assert.Equal(waits ? "waited" : "closed", Assert.Single(closed));
    }

    [Fact]
    public async Task Envelope_that_is_missing_is_said_by_its_name()
    {
        var inner = new DurableLedger();
        using var world = new TestWorld(build: b => b.UseLedger(_ => inner).PseudonymizeSubjects(Named));
        IAuditLedger ledger = world.Services.GetRequiredService<IAuditLedger>();

        Assert.Throws<ArgumentNullException>("envelope", () => ledger.Emit(null!));
        await Assert.ThrowsAsync<ArgumentNullException>("envelope", async () => await ledger.AppendAsync(null!, TestContext.Current.CancellationToken));
        Assert.Empty(inner.Emitted.Concat(inner.Appended));
    }

    /// <summary>Or nobody would be found in the records of before.</summary>
    [Fact]
    public void Subject_without_an_issuer_has_the_pseudonym_that_it_always_had()
    {
        using var world = new TestWorld(build: static b => b.PseudonymizeSubjects(Named));

        Assert.Equal(
            "hmac-sha256:v1:k1:809be997abf630d78ee71df9550f4a019920ce1418cf5bb9160f843997b4e8a6",
            world.Services.GetRequiredService<AuditSubjects>().TextOf(null, "abc"));
    }

    private static void Named(SubjectPseudonymOptions options) => (options.KeyId, options.Key) = ("k1", Enumerable.Range(0, 32).Select(static i => (byte)i).ToArray());

    private abstract class SilentLedger : IAuditLedger
    {
        public bool IsDurable => true;

        public ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public void Emit(AuditEnvelope envelope)
        {
        }
    }

    private sealed class ClosingLedger(List<string> closed) : SilentLedger, IDisposable
    {
        public void Dispose() => closed.Add("closed");
    }

    private sealed class WaitingLedger(List<string> closed) : SilentLedger, IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            closed.Add("waited");
            return ValueTask.CompletedTask;
        }
    }
}
