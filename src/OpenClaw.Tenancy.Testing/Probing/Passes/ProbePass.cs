using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing.Passes;

/// <summary>One way through all endpoints.</summary>
/// <param name="RuleId">The rule that it is mainly about.</param>
/// <param name="RunAsync">Goes.</param>
internal sealed record ProbePass(string RuleId, Func<ProbeRun, Task> RunAsync)
{
    /// <summary>Why a subject gives it nothing to do, or null.</summary>
    internal Func<ProbeSubject, string?> Missing { get; init; } = static _ => null;
}
