using System.Buffers.Text;
using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Commands;

public sealed class TokenCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> WrongUses =>
    [
        "token", "token --tenant acme", "token --subject me", "token --tenant nobody --subject me", "token --tenant ACME --subject me", "token --tenant default --subject me",
        "token --tenant acme --subject me --lifetime 0", "token --tenant acme --subject me --lifetime 301", "token --tenant acme --subject me --lifetime -5",
        "token --tenant acme --subject me --lifetime 1.5", "token --tenant acme --subject me --lifetime x", "token --tenant acme --subject me --lifetime",
        "token --tenant acme --subject me --role root", "token --tenant acme --subject me --role member --scopes a", "token --tenant acme --tenant globex --subject me",
        "token --tenant acme --subject me --force yes", "token acme", "tokens", "--tenant acme", "serve", "demo --fast yes", "audit", "--postgres nonsense", "--postgres Port=5432", "--urls nowhere", "--urls ftp://127.0.0.1:0", "--pinned nobody", "--pinned platform",
        "token --tenant acme --subject ", "token --tenant  --subject me", "token --tenant acme --subject me --lifetime ",
    ];

    [Theory, MemberData(nameof(WrongUses))]
    public async Task Wrong_use_exits_with_2_and_prints_nothing(string line)
    {
        Ran ran = await Ran.InDevelopmentAsync([.. line.Split(' '), .. line.StartsWith("token ") || line.StartsWith("--") ? new[] { "--data", _folder.Path } : []]);
        Assert.Equal((2, string.Empty), (ran.Exit, ran.Output));
        Assert.NotEmpty(ran.Error);
    }

    [Theory]
    [InlineData("", "operator.read@acme operator.write@acme")]
    [InlineData("--role readonly", "operator.read@acme")]
    [InlineData("--role member", "operator.read@acme operator.write@acme")]
    [InlineData("--role admin", "operator.admin@acme operator.read@acme operator.write@acme operator.approvals@acme operator.pairing@acme")]
    [InlineData("--scopes operator.read@globex", "operator.read@globex")]
    [InlineData("--scopes operator.admin", "operator.admin")]
    public async Task Scopes_are_the_roles_or_as_they_are_written(string options, string expected)
    {
        JsonElement payload = await PayloadAsync([.. "--tenant acme --subject me".Split(' '), .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(expected.Split(' '), payload.GetProperty("scopes").EnumerateArray().Select(static s => s.GetString()));
        Assert.Equal(300, payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task Several_scopes_and_none_can_be_written()
    {
        JsonElement two = await PayloadAsync("--tenant", "acme", "--subject", "me", "--scopes", "a@acme b@globex");
        Assert.Equal(["a@acme", "b@globex"], two.GetProperty("scopes").EnumerateArray().Select(static s => s.GetString()));
        JsonElement none = await PayloadAsync("--tenant", "acme", "--subject", "me", "--scopes", "");
        Assert.Equal(0, none.GetProperty("scopes").GetArrayLength());
    }

    [Fact]
    public async Task A_platform_operators_scopes_are_bare_names()
    {
        JsonElement payload = await PayloadAsync("--tenant", "platform", "--subject", "olga", "--role", "owner", "--lifetime", "1");
        Assert.All(payload.GetProperty("scopes").EnumerateArray(), static s => Assert.DoesNotContain('@', s.GetString()!));
        Assert.Equal(1, payload.GetProperty("exp").GetInt64() - payload.GetProperty("iat").GetInt64());
    }

    [Fact]
    public async Task A_token_works_at_a_host_that_serves_the_same_folder()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Ran ran = await GatewayProcess.RunAsync("Development", "token", "--tenant", "acme", "--subject", "me", "--data", gateway.DataFolder);
        Assert.Equal((0, 1), (ran.Exit, ran.Output.Count(static c => c == '\n')));
        Assert.Equal(200, (await gateway.SendAsync("GET", "/api/v1/sessions", ran.Output.Trim())).Status);
    }

    [Fact]
    public async Task All_who_start_at_once_get_one_ring()
    {
        Ran[] ran = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
            Ran.InDevelopmentAsync("token", "--tenant", "acme", "--subject", "me", "--data", _folder.Path))));
        Assert.All(ran, static r => Assert.Equal(0, r.Exit));
        Assert.Single(ran.Select(static r => r.Output.Split('.')[0]).Distinct());
    }

    [Fact]
    public async Task A_broken_ring_is_named_and_shown_to_nobody()
    {
        await PayloadAsync("--tenant", "acme", "--subject", "me");
        string path = Path.Combine(_folder.Path, "dev-ring.json");
        string whole = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, whole[..^20]);
        Ran ran = await Ran.InDevelopmentAsync("token", "--tenant", "acme", "--subject", "me", "--data", _folder.Path);
        Assert.Equal((2, string.Empty), (ran.Exit, ran.Output));
        Assert.Contains(path, ran.Error);
        Assert.DoesNotContain(whole[20..60], ran.Error);
    }

    [Fact]
    public async Task A_folder_that_is_a_file_is_wrong_use()
    {
        string path = Path.GetTempFileName();
        Ran file = await Ran.InDevelopmentAsync("token", "--tenant", "acme", "--subject", "me", "--data", path);
        Ran none = await Ran.InDevelopmentAsync("token", "--tenant", "acme", "--subject", "me", "--data", "");
        File.Delete(path);
        Assert.Equal((2, 2), (file.Exit, none.Exit));
        Assert.Contains(path, file.Error);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<JsonElement> PayloadAsync(params string[] options)
    {
        Ran ran = await Ran.InDevelopmentAsync(["token", .. options, "--data", _folder.Path]);
        Assert.Equal((0, string.Empty), (ran.Exit, ran.Error));
        Assert.Equal(1, ran.Output.Count(static c => c == '\n'));
        return JsonDocument.Parse(Base64Url.DecodeFromChars(ran.Output.Split('.')[1])).RootElement;
    }
}
