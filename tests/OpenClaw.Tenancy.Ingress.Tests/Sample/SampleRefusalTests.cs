using System.Net;
using System.Net.Sockets;
using OpenClaw.Tenancy.Samples.Ingress.Hosting;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Ingress.Tests.Sample;

/// <summary>A configuration that cannot be is refused before anything listens, with what is wrong and what mends it.</summary>
public sealed class SampleRefusalTests : IDisposable
{
    private const string Acme = """{"id":"acme","runtime":"one"}""";
    private const string One = """{"runtime":"one","address":"http://127.0.0.1:18801","auth":"Token","tokenVariable":"ACME_GATEWAY_TOKEN"}""";
    private const string Written = "samples/Ingress/cells.json";

    private readonly string _folder = Scratch.NewFolder("ingress-refused-");

    private string File => Path.Combine(_folder, "config.json");

    [Theory]
    [InlineData("cells.json")]
    [InlineData("shared.json")]
    public void Examples_are_read(string name)
    {
        var config = IngressConfig.Read(Path.Combine(WorkTree.Root, "samples", "Ingress", name));

        Assert.Equal(["acme", "globex"], config.Tenants.Select(static t => t.Id));
        Assert.Equal(config.Tenants.Select(static t => t.Runtime).Distinct(), config.Gateways.Select(static g => g.Runtime));
    }

    [Theory]
    [InlineData($$"""{"tenants":[{{Acme}}],"gateways":[{{One}}],"urlz":"http://127.0.0.1:5100"}""", "urlz", Written)]
    [InlineData($$"""{"tenants":[{"id":"acme","runtime":"one","role":"owner"}],"gateways":[{{One}}]}""", "role", Written)]
    [InlineData($$"""{"tenants":[{{Acme}}],"gateways":[{"runtime":"one","address":"http://127.0.0.1:18801","auth":"Token","token":"secret"}]}""", "token", Written)]
    [InlineData($$"""{"tenants":[{{Acme}}],"gateways":[{"runtime":"one","address":"http://127.0.0.1:18801","auth":"Password"}]}""", "auth", Written)]
    [InlineData($$"""{"tenants":[{{Acme}}],"gateways":[{"runtime":"one","address":"http://127.0.0.1:18801"}]}""", "auth", Written)]
    [InlineData($$"""{"tenants":[{"id":null,"runtime":"one"}],"gateways":[{{One}}]}""", "id", Written)]
    [InlineData($$"""{"tenants":[{{Acme}}],"tenants":[],"gateways":[{{One}}]}""", "tenants", Written)]
    [InlineData($$"""{"tenants":[{{Acme}}],"gateways":[{{One}}]""", "cannot be read", Written)]
    [InlineData("null", "It is null", Written)]
    [InlineData($$"""{"tenants":[null],"gateways":[{{One}}]}""", "is null", "Take it away")]
    [InlineData($$"""{"gateways":[{{One}}]}""", "no tenant", "Add one to 'tenants'")]
    [InlineData($$"""{"tenants":[{"id":"Acme","runtime":"one"}],"gateways":[{{One}}]}""", "'Acme'", "Use lower-case letters")]
    [InlineData($$"""{"tenants":[{"id":"gateways","runtime":"one"}],"gateways":[{{One}}]}""", "'gateways'", "which are the host's")]
    [InlineData($$"""{"tenants":[{{Acme}},{{Acme}}],"gateways":[{{One}}]}""", "'acme' is there more than once", "Take the others away")]
    [InlineData($$"""{"tenants":[{"id":"acme","runtime":"two"}],"gateways":[{{One}}]}""", "no gateway has that runtime", "Add it to 'gateways'")]
    [InlineData($$"""{"tenants":[{{Acme}}],"gateways":[{{One}},{{One}}]}""", "'one' is there more than once", "a runtime of its own")]
    [InlineData($$"""{"tenants":[{{Acme}}],"gateways":[{"runtime":"one","address":"http://127.0.0.1:18801","auth":"Token","sharesAdmin":true}]}""", "'sharesAdmin'", "Take it away")]
    [InlineData($$"""{"tenants":[{{Acme}}],"gateways":[{{One}}],"urls":"https://127.0.0.1:5100"}""", "'urls'", "such as http://127.0.0.1:5100")]
    [InlineData($$"""{"tenants":[{{Acme}}],"gateways":[{{One}}],"urls":"127.0.0.1"}""", "'urls'", "such as http://127.0.0.1:5100")]
    public void Configuration_that_cannot_be_is_refused_with_its_fix(string text, string wrong, string fix)
    {
        System.IO.File.WriteAllText(File, text);

        string error = Assert.Single(Assert.Throws<TenancyConfigurationException>(() => IngressConfig.Read(File)).Errors);

        Assert.Contains(wrong, error, StringComparison.Ordinal);
        Assert.Contains(fix, error, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_missing_is_named() =>
        Assert.Contains(File, Assert.Single(Assert.Throws<TenancyConfigurationException>(() => IngressConfig.Read(File)).Errors), StringComparison.Ordinal);

    [Theory]
    [InlineData($$"""{"tenants":[{{Acme}}],"gateways":[{{One}}],"urlz":"http://127.0.0.1:5100"}""", "urlz", Written)]
    [InlineData($$"""{"tenants":[{{Acme}},{"id":"globex","runtime":"one"}],"gateways":[{{One}}]}""", "more than one tenant", "Give each its own cell")]
    [InlineData($$"""{"tenants":[{{Acme}}],"gateways":[{"runtime":"one","address":"http://127.0.0.1:18801/path","auth":"Token","tokenVariable":"ACME_GATEWAY_TOKEN"}]}""", "Address is none", "Use http:// or https://")]
    [InlineData($$"""{"tenants":[{{Acme}}],"gateways":[{"runtime":"one","address":"http://127.0.0.1:18801","auth":"Token"}]}""", "'one' takes a token", "Set 'tokenVariable'")]
    [InlineData($$"""{"tenants":[{{Acme}}],"gateways":[{"runtime":"one","address":"http://127.0.0.1:18801","auth":"Token","tokenVariable":"NOBODY_SET_THIS"}]}""", "'NOBODY_SET_THIS' is not set", "Set it to the gateway's gateway.auth.token")]
    public async Task Program_ends_with_what_is_wrong_and_is_never_ready(string text, string wrong, string fix)
    {
        await RefusesAsync("http://127.0.0.1:0", text, wrong, fix);
    }

    [Fact]
    public async Task Address_that_somebody_has_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await RefusesAsync($"http://{taken.LocalEndpoint}", $$"""{"tenants":[{{Acme}}],"gateways":[{{One}}]}""", taken.LocalEndpoint.ToString()!, "Set 'urls' to an address that is free");
    }

    [Theory]
    [InlineData("--config")]
    [InlineData("--confg", "samples/Ingress/cells.json")]
    [InlineData("--config", "samples/Ingress/cells.json", "--agent")]
    public async Task Arguments_that_it_does_not_know_are_answered_with_its_usage(params string[] arguments)
    {
        (int exitCode, string output, string errors) = await SampleProgram.RunAsync(arguments);

        Assert.Equal((2, string.Empty), (exitCode, output));
        Assert.StartsWith("Usage: dotnet run --project samples/Ingress -- --config FILE", errors, StringComparison.Ordinal);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);

    private async Task RefusesAsync(string address, string text, string wrong, string fix)
    {
        System.IO.File.WriteAllText(File, $$"""{"urls":"{{address}}","data":"{{_folder}}/data",{{text[1..]}}""");

        (int exitCode, string output, string errors) = await SampleProgram.RunAsync(["--config", File], ("ACME_GATEWAY_TOKEN", "a-token-of-a-gateway"));

        Assert.True((exitCode, output) == (1, string.Empty), output + errors);
        Assert.Contains(wrong, errors, StringComparison.Ordinal);
        Assert.Contains(fix, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }
}
