using OpenClaw.Tenancy.Analyzers.Dangers;
using OpenClaw.Tenancy.Analyzers.Tests.Support;

namespace OpenClaw.Tenancy.Analyzers.Tests.Dangers;

/// <summary>OCT1107: whoever passes by a check says why.</summary>
public sealed class DangerTests
{
    [Theory]
    [InlineData("""s_any = OpenClaw.Tenancy.Vaults.VaultAccess.[|DangerousForOperator|](id, "");""")]
    [InlineData("""s_any = OpenClaw.Tenancy.Vaults.VaultAccess.[|DangerousForOperator|](id, "  ");""")]
    [InlineData("""s_any = OpenClaw.Tenancy.Auditing.Trails.TrailAccess.[|DangerousForOperator|](id, "TODO");""")]
    [InlineData("""s_any = OpenClaw.Tenancy.Auditing.Trails.TrailAccess.[|DangerousForOperator|](id, reason: "...");""")]
    [InlineData("""const string None = ""; s_any = OpenClaw.Tenancy.Vaults.VaultAccess.[|DangerousForOperator|](id, None);""")]
    [InlineData("""OpenClaw.Tenancy.Secrets.SecretKeyRewrap rewrap = null!; await rewrap.[|DangerousRewrapAllAsync|](null!, cancellationToken);""")]
    [InlineData("""s_any = [|new OpenClaw.Tenancy.Secrets.Egress.DangerousAddress("127.0.0.1", "")|];""")]
    [InlineData("""var connector = new OpenClaw.Tenancy.Secrets.Egress.ConnectorDefinition("c"); [|connector.DangerousPlainHttp = true|];""")]
    [InlineData("""s_any = new OpenClaw.Tenancy.Secrets.Egress.ConnectorDefinition("c") { [|DangerousPlainHttp = true|] };""")]
    public Task No_reason_is_reported(string body) => Expect.ReportsAsync<DangerAnalyzer>("OCT1107", Sources.InHandler(body));

    [Theory]
    [InlineData("""s_any = OpenClaw.Tenancy.Vaults.VaultAccess.DangerousForOperator(id, "the operator exports it");""")]
    [InlineData("""s_any = OpenClaw.Tenancy.Vaults.VaultAccess.DangerousForOperator(id, text);""")]
    [InlineData("""s_any = new OpenClaw.Tenancy.Secrets.Egress.DangerousAddress("127.0.0.1", "a test server");""")]
    [InlineData("""var connector = new OpenClaw.Tenancy.Secrets.Egress.ConnectorDefinition("c") { DangerousPlainHttp = false }; s_any = connector;""")]
    [InlineData("""using var file = new FileStream(text, FileMode.Open); s_any = file.SafeFileHandle.DangerousGetHandle();""")]
    [InlineData("""DangerousOwn(""); static void DangerousOwn(string reason) { }""")]
    public Task A_reason_is_enough(string body) => Expect.SilenceAsync<DangerAnalyzer>(Sources.InHandler(body));

    [Theory]
    [InlineData("// A neighbour on this machine.\n        connector.DangerousPlainHttp = true;")]
    [InlineData("connector.DangerousPlainHttp = true; // a neighbour on this machine")]
    public Task A_comment_is_a_reason_where_nothing_takes_one(string statement) => Expect.SilenceAsync<DangerAnalyzer>(Sources.InHandler($"""
        var connector = new OpenClaw.Tenancy.Secrets.Egress.ConnectorDefinition("c");
                {statement}
        """));

    [Fact]
    public Task Also_behind_the_comma_of_an_initializer() => Expect.SilenceAsync<DangerAnalyzer>(Sources.InHandler("""
        s_any = new OpenClaw.Tenancy.Secrets.Egress.ConnectorDefinition("c")
        {
            DangerousPlainHttp = true,   // a neighbour on this machine
        };
        """));

    [Fact]
    public Task It_is_silenced_with_a_reason() => Expect.SilenceAsync<DangerAnalyzer>(Sources.InHandler("""
        #pragma warning disable OCT1107 // Reason: a test that shows what happens.
        s_any = OpenClaw.Tenancy.Vaults.VaultAccess.DangerousForOperator(id, "");
        #pragma warning restore OCT1107
        """));
}
