namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Where the real programs are: <c>OPENCLAW_GATEWAY_HOME</c> names a folder whose <c>node_modules</c> has <c>node</c>, <c>openclaw</c> and <c>@openclaw/gateway-client</c>.</summary>
public static class RealPrograms
{
    public const string Variable = "OPENCLAW_GATEWAY_HOME";

    private static readonly string[][] Needed = [["node", "bin", "node"], ["openclaw", "openclaw.mjs"], ["@openclaw", "gateway-client", "dist", "index.mjs"]];

    /// <summary>The folder, or null where it is not named or something is not in it.</summary>
    public static string? Home => Named is { } home && Missing(home).Length == 0 ? home : null;

    public static string Node => Of(Home!, Needed[0]);

    public static string Gateway => Of(Home!, Needed[1]);

    public static string Client => Of(Home!, Needed[2]);

    /// <summary>Where a shell finds <c>openclaw</c> and the <c>node</c> that it takes.</summary>
    public static string Path => $"{System.IO.Path.GetDirectoryName(Node)}:{Of(Home!, [".bin"])}:{Environment.GetEnvironmentVariable("PATH")}";

    private static string? Named => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } home ? home : null;

    public static void SkipWhereAbsent() => Assert.SkipWhen(Home is null, WhyAbsent(Named));

    /// <summary>Why tests of the real programs do not run.</summary>
    public static string WhyAbsent(string? home) => home is null
        ? $"The real gateway is not installed: {Variable} names no folder with node, openclaw and @openclaw/gateway-client."
        : $"The real gateway is not installed in whole: the node_modules of '{home}' have no {string.Join(", no ", Missing(home))}.";

    /// <summary>What a folder lacks.</summary>
    public static string[] Missing(string home) => [.. Needed.Where(parts => !File.Exists(Of(home, parts))).Select(static parts => string.Join('/', parts))];

    private static string Of(string home, string[] parts) => System.IO.Path.Combine([home, "node_modules", .. parts]);
}
