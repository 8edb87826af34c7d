using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Cells;

/// <summary>A cell that could not be relayed to safely refuses the start, and says what to do.</summary>
public sealed class OptionTests
{
    public static TheoryData<string> Addresses =>
    [
        "", "cell", "ws://127.0.0.1:1", "ftp://127.0.0.1:1", "http://127.0.0.1:1/path", "http://127.0.0.1:1/../", "http://user@127.0.0.1:1", "http://127.0.0.1:1?x", "http://127.0.0.1:1/#x",
        "http://127.0.0.1:1/%2e%2e", "http:\\\\127.0.0.1:1", "http://127.0.0.1:1/./", "//127.0.0.1:1", "http://a b:1", "http://:1",
    ];

    public static TheoryData<string, Action<CellOptions>> Faults => new()
    {
        { "Auth to Token or TrustedProxy", static c => c.Auth = default },
        { "Auth to Token or TrustedProxy", static c => c.Auth = (CellAuth)77 },
        { "no name of a secret", static c => c.Secret = "../x" },
        { "SecretTenant names no tenant", static c => c.IsShared = true },
        { "header 'Authorization'", static c => c.UserHeader = "Authorization" },
        { "header 'x-openclaw-scopes'", static c => c.UserHeader = "x-openclaw-scopes" },
        { "header 'X-Forwarded-For'", static c => c.Headers["X-Forwarded-For"] = "1.2.3.4" },
        { "header 'a b'", static c => c.Headers["a b"] = "x" },
        { "characters that no header may have", static c => c.Headers["x-proof"] = "a\r\nx-openclaw-scopes: operator.admin" },
        { "names the caller", static c => c.Headers["X-Forwarded-User"] = "alice" },
        { "ClientAddress", static c => c.ClientAddress = "nowhere" },
        { "MaxConnections", static c => c.MaxConnections = 0 },
        { "MaxRequests", static c => c.MaxRequests = -1 },
        { "MaxPendingRequests", static c => c.MaxPendingRequests = 0 },
        { "MaxFrameBytes", static c => c.MaxFrameBytes = 0 },
        { "MaxBodyBytes", static c => c.MaxBodyBytes = int.MaxValue },
        { "ConnectTimeout", static c => c.ConnectTimeout = TimeSpan.Zero },
        { "RequestTimeout", static c => c.RequestTimeout = TimeSpan.FromHours(2) },
        { "WaitTimeout", static c => c.WaitTimeout = TimeSpan.Zero },
        { "BackOff", static c => c.BackOff = TimeSpan.Zero },
        { "MaxBackOff to at least BackOff", static c => c.MaxBackOff = TimeSpan.FromMilliseconds(1) },
        { "ProbeInterval", static c => c.ProbeInterval = TimeSpan.FromSeconds(-1) },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task An_address_is_a_scheme_a_host_and_a_port(string address) => Assert.Contains("Address is none", await FaultsOf(c => c.Address = address), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_is_wrong_is_said(string what, Action<CellOptions> spoil) => Assert.Contains(what, await FaultsOf(spoil), StringComparison.Ordinal);

    [Theory]
    [InlineData("http://gateway.example:8080", "http://GATEWAY.example:8080/", "gateway.example:8080")]
    [InlineData("http://gateway.example:8080", "https://gateway.example.:8080", "gateway.example:8080")]
    [InlineData("http://localhost:8080", "http://127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData("http://[::1]:8080", "http://127.0.0.1:8080", "127.0.0.1:8080")]
    [InlineData("http://[::ffff:10.1.0.1]:8080", "http://10.1.0.1:8080", "10.1.0.1:8080")]
    [InlineData("http://[fe80:0:0::1]:8080", "http://[fe80::1]:8080", "fe80::1:8080")]
    public async Task One_gateway_is_one_cell(string one, string other, string said)
    {
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(async () => await IngressHost.StartAsync(o =>
        {
            o.Cells["cell-a"] = new CellOptions { Address = one, Auth = CellAuth.Token };
            o.Cells["cell-b"] = new CellOptions { Address = other, Auth = CellAuth.Token };
        }));

        Assert.Contains(said, Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_gateways_of_one_machine_are_two_cells()
    {
        await using IngressHost host = await IngressHost.StartAsync(static o =>
        {
            o.Cells["cell-a"] = new CellOptions { Address = "http://127.0.0.1:8080", Auth = CellAuth.Token };
            o.Cells["cell-b"] = new CellOptions { Address = "http://127.0.0.2:8080", Auth = CellAuth.Token };
            o.Cells["cell-c"] = new CellOptions { Address = "http://localhost:8081", Auth = CellAuth.Token };
        });

        Assert.NotNull(host.Client);
    }

    [Fact]
    public async Task A_sound_cell_starts()
    {
        await using IngressHost host = await IngressHost.StartAsync(static o => o.Cells["cell-a"] = new CellOptions { Address = "https://gateway.example/", Auth = CellAuth.TrustedProxy });

        Assert.NotNull(host.Client);
    }

    private static async Task<string> FaultsOf(Action<CellOptions> spoil)
    {
        var cell = new CellOptions { Address = "http://127.0.0.1:9", Auth = CellAuth.Token };
        spoil(cell);
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(async () => await IngressHost.StartAsync(o => o.Cells["cell-a"] = cell));
        return Assert.Single(refused.Failures);
    }
}
