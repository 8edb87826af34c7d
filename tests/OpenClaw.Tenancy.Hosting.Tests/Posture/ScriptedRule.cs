using OpenClaw.Tenancy.Posture;

namespace OpenClaw.Tenancy.Hosting.Tests.Posture;

/// <summary>A rule that does what a test says.</summary>
internal sealed class ScriptedRule(TenancyNoGo noGo, Func<CancellationToken, ValueTask<IReadOnlyList<string>>> find) : ITenancyPostureRule
{
    public TenancyNoGo NoGo => noGo;

    public ValueTask<IReadOnlyList<string>> FindAsync(CancellationToken cancellationToken) => find(cancellationToken);
}
