namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Where the real programs are: <c>OPENCLAW_GATEWAY_HOME</c> names a folder whose <c>node_modules</c> has <c>node</c>, <c>openclaw</c> and <c>@openclaw/gateway-client</c>.</summary>
public static class RealPrograms
{
    public const string Variable = "OPENCLAW_GATEWAY_HOME";

    public static string? Home => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } home && File.Exists(Of(home, "node", "bin", "node")) && File.Exists(Of(home, "openclaw", "openclaw.mjs")) ? home : null;

    public static string Node => Of(Home!, "node", "bin", "node");

    public static string Gateway => Of(Home!, "openclaw", "openclaw.mjs");

    public static string Client => Of(Home!, "@openclaw", "gateway-client", "dist", "index.mjs");

    public static void SkipWhereAbsent() => Assert.SkipWhen(Home is null, $"The real gateway is not installed: {Variable} names no folder with node, openclaw and @openclaw/gateway-client.");

    private static string Of(string home, params ReadOnlySpan<string> parts) => Path.Combine([home, "node_modules", .. parts]);
}
