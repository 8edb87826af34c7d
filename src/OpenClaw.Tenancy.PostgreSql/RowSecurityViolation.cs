namespace OpenClaw.Tenancy.PostgreSql;

/// <summary>Something in a database through which one tenant could reach, or learn of, another.</summary>
/// <param name="Rule">The name of the rule that does not hold. It does not change.</param>
/// <param name="Subject">The object, as <c>schema.name</c>, or the role or the setting.</param>
/// <param name="Fix">What is wrong, and how to put it right.</param>
public sealed record RowSecurityViolation(string Rule, string Subject, string Fix)
{
    /// <summary>The violation in one line.</summary>
    /// <returns>The rule, the subject and the fix.</returns>
    public override string ToString() => $"{Rule}: {Subject}: {Fix}";
}
