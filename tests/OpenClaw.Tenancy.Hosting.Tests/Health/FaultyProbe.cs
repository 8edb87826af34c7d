using OpenClaw.Tenancy.Health;

namespace OpenClaw.Tenancy.Hosting.Tests.Health;

/// <summary>A probe that does what a test says.</summary>
internal sealed class FaultyProbe(Func<CancellationToken, ValueTask<TenancyHealth>> look, string name = "tests.probe") : ITenancyHealthProbe
{
    public TenancyHealthSubject Subject { get; } = new(name, "well", "behind", "down");

    public ValueTask<TenancyHealth> ProbeAsync(CancellationToken cancellationToken) => look(cancellationToken);
}
