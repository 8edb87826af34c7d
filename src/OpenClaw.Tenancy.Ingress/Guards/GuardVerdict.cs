using OpenClaw.Tenancy.AspNetCore.Problems;

namespace OpenClaw.Tenancy.Ingress.Guards;

/// <summary>What a guard says of a frame. The default refuses.</summary>
public readonly struct GuardVerdict
{
    private readonly Problem? _problem;

    private GuardVerdict(GuardAct act, Problem? problem) => (Act, _problem) = (act, problem);

    /// <summary>What becomes of the frame.</summary>
    public GuardAct Act { get; }

    /// <summary>Why it is refused, as the client learns it.</summary>
    public Problem Problem => _problem ?? Problem.DependencyUnavailable;

    /// <summary>What was written is sent on.</summary>
    public static GuardVerdict Forward { get; } = new(GuardAct.Forward, null);

    /// <summary>What was written is the answer to the client.</summary>
    public static GuardVerdict Answer { get; } = new(GuardAct.Answer, null);

    /// <summary>It is somebody else's.</summary>
    public static GuardVerdict Drop { get; } = new(GuardAct.Drop, null);

    /// <summary>It is refused.</summary>
    /// <param name="problem">Why, as the client learns it.</param>
    /// <returns>The verdict.</returns>
    public static GuardVerdict Refuse(Problem problem) => new(GuardAct.Refuse, problem);
}
