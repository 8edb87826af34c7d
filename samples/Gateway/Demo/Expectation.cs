namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>What an answer must be, and what the trail must hold of it.</summary>
/// <param name="Status">The status.</param>
/// <param name="Code">The code of a refusal, or "-".</param>
/// <param name="Trail">The tenant in whose trail the one record must stand.</param>
/// <param name="Reason">The reason that it must give, or null where nothing may be recorded.</param>
public sealed record Expectation(int Status, string Code, string Trail, string? Reason)
{
    private const string Strangers = "platform";
    private const string Act = "none";

    /// <summary>How many records there must be: one for each request that is refused.</summary>
    public int Times { get; init; } = Reason is null ? 0 : 1;

    /// <summary>How many records there must be beside them of acts that were allowed, and found nothing to be done to.</summary>
    public int Acts { get; init; }

    public static Expectation Allowed(int status = 200) => new(status, "-", "acme", Reason: null);

    public static Expectation Denied(int status, string code, string? reason = null, string trail = "acme") => new(status, code, trail, reason ?? code);

    public static Expectation Stranger(string code, string? reason = null) => new(401, code, Strangers, reason ?? code);

    public bool IsMetBy(DemoAnswer answer, IReadOnlyList<string> recorded) =>
        answer.Finding is null && answer.Status == Status && answer.Code == Code
        && recorded.Count == Times + Acts && recorded.Count(r => r == Reason) == Times && recorded.Count(r => r != Reason && r == Act) == Acts;

    public override string ToString() => $"{Status} {Code}";
}
