namespace Gateway.Tests.Faults;

/// <summary>The requests that are tried: every route of the gateway but files of its page.</summary>
public static class FaultCases
{
    private static readonly FaultCase[] All = [.. SessionCases.All, .. RunCases.All, .. TenantCases.All, .. PeopleCases.All, .. GrantCases.All, .. SecretCases.All, .. SocketCases.All];

    public static TheoryData<string> Names => [.. All.Select(static c => c.Name)];

    public static TheoryData<string> WithStrangers => [.. All.Where(static c => c.Strangers.Length != 0).Select(static c => c.Name)];

    public static FaultCase Find(string name) => All.Single(c => c.Name == name);

    /// <summary>The routes, as routing has them.</summary>
    public static IEnumerable<string> Routes => All.Select(static c => string.Join(' ', c.Name.Split(' ')[..2])).Distinct();
}
