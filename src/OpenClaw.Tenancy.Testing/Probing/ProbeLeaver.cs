namespace OpenClaw.Tenancy.Testing.Probing;

/// <summary>A caller who is ended while the run goes on: whose credential is revoked, or who loses the tenant.</summary>
/// <param name="caller">The caller, of the stranger's tenant, with the stranger's rights and a credential of its own.</param>
/// <param name="endAsync">Ends the caller; called once, and returns when the end is in force.</param>
/// <remarks>Immutable.</remarks>
public sealed class ProbeLeaver(ProbeTenant caller, Func<CancellationToken, Task> endAsync)
{
    /// <summary>The caller.</summary>
    public ProbeTenant Caller { get; } = caller ?? throw new ArgumentNullException(nameof(caller));

    internal Func<CancellationToken, Task> EndAsync { get; } = endAsync ?? throw new ArgumentNullException(nameof(endAsync));
}
