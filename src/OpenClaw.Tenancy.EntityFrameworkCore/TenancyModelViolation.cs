namespace OpenClaw.Tenancy.EntityFrameworkCore;

/// <summary>Something in a model through which one tenant could reach, or learn of, another.</summary>
/// <param name="Entity">The entity, by the name that the model gives it.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Fix">How to put it right.</param>
public sealed record TenancyModelViolation(string Entity, string Problem, string Fix)
{
    /// <summary>The violation in one line.</summary>
    /// <returns>The entity, the problem and the fix.</returns>
    public override string ToString() => $"{Entity}: {Problem} {Fix}";
}
