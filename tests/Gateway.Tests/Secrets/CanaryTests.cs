using Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Demo;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace Gateway.Tests.Secrets;

/// <summary>Secrets go through every route of the gateway, allowed and refused, well-formed and not, and while what is behind it fails. They come out nowhere.</summary>
[Collection(nameof(CanaryTests))]
[CollectionDefinition(nameof(CanaryTests), DisableParallelization = true)]
public sealed class CanaryTests : IDisposable
{
    private readonly Canaries _canaries = new();
    private readonly EverythingLogged _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task No_secret_comes_out_of_any_route()
    {
        using var measured = new EverythingMeasured();
        await using RunningGateway gateway = await RunningGateway.StartAsync(EverythingLogged.In(_log));
        string member = _canaries.Add(gateway.Member("acme"));
        Chatted own = await gateway.ChatAsync(member, $"hello {_canaries.Chat}");
        string key = _canaries.Add((await gateway.SendAsync("POST", "/api/v1/keys", _canaries.Add(gateway.Token("acme", "operator.admin")), "{}")).Member("key"));

        // The member and his key see what they wrote, and nobody else does.
        await PlayAsync(gateway, own, _canaries.Chat, member, key);
        await PlayAsync(gateway, own, _canaries.Elsewhere, _canaries.Add(gateway.Member("globex")), _canaries.Add(gateway.Token("acme", "operator.pairing")), _canaries.Bearer, Forgery.WithOtherSignature(member), null);
        foreach (string administrator in (string[])[_canaries.Add(gateway.Token("acme", "operator.admin")), _canaries.Add(gateway.Token("platform", "operator.admin"))])
        {
            Assert.All(await CanaryCalls.PlayAsync(gateway, _canaries, administrator, own, _canaries.Chat), answer => Assert.Empty(Canaries.In($"{answer}", _canaries.Nowhere)));
        }

        await SearchAsync(gateway, measured);
        Assert.True(measured.Activities > 100 && measured.Measurements > 100 && _log.Lines.Count > 1_000, $"{measured.Activities} {measured.Measurements} {_log.Lines.Count}");
        Assert.NotEmpty(DatabaseFile.Find(gateway.DataFolder, [_canaries.Chat]));
    }

    /// <summary>A tenant's own key is put, used, rotated, refused by an endpoint that says it again, and removed; the host starts anew. Nothing but the endpoint ever has it.</summary>
    [Fact]
    public async Task No_secret_of_a_tenant_comes_out_of_its_whole_life()
    {
        using var measured = new EverythingMeasured();
        using var folder = new TemporaryFolder();
        bool fails = false;
        await using ModelEndpoint endpoint = await ModelEndpoint.StartAsync(context =>
        {
            context.Response.StatusCode = fails ? 401 : 200;
            return context.Response.WriteAsync(fails ? $"wrong key: {context.Request.Headers.Authorization}" : ModelEndpoint.Answer);
        });
        void Services(IServiceCollection services)
        {
            EverythingLogged.In(_log)(services);
            endpoint.For("acme", "globex")(services);
        }

        string[] forms = [.. Canaries.Forms(_canaries.Stored), .. Canaries.Forms(_canaries.Rotated)];
        const string Own = $"{SecretCalls.Route}/{ModelEndpoint.KeyName}";
        const string Chat = """{"message":"hello"}""", Stream = """{"message":"hello","stream":true}""";
        await using (RunningGateway gateway = await RunningGateway.StartInAsync(folder.Path, services: Services))
        {
            (string Method, string Path, string? Json, bool Fails, int Status)[] life =
            [
                ("POST", "/api/v1/chat", Chat, false, 409), ("PUT", Own, SecretCalls.Body(_canaries.Stored), false, 204), ("GET", SecretCalls.Route, null, false, 200),
                ("POST", "/api/v1/chat", Chat, false, 200), ("POST", "/api/v1/chat", Stream, false, 200), ("POST", $"{Own}/rotate", SecretCalls.Body(_canaries.Rotated), false, 204),
                ("POST", "/api/v1/chat", Chat, false, 200), ("POST", "/api/v1/chat", Chat, true, 503), ("POST", "/api/v1/chat", Stream, true, 200),
                ("PUT", Own, SecretCalls.Body(_canaries.Stored), false, 204), ("DELETE", $"{Own}", null, false, 204), ("POST", $"{Own}/rotate", SecretCalls.Body(_canaries.Rotated), false, 404),
                ("PUT", "/api/v1/secrets/NO", SecretCalls.Body(_canaries.Stored), false, 400), ("PUT", Own, SecretCalls.Body(_canaries.Rotated), false, 204),
            ];
            string token = gateway.Token("acme", "operator.read", "operator.write", "operator.admin");
            foreach ((string method, string path, string? json, bool failing, int status) in life)
            {
                fails = failing;
                Answer answer = await gateway.SendAsync(method, path, token, json);
                Assert.True(answer.Status == status, $"{method} {path}: {answer}");
                Assert.Empty(Canaries.In($"{answer}", _canaries.All));
            }

            fails = false;
            Assert.Equal(409, (await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("globex"), Chat)).Status);
            await SearchAsync(gateway, measured);
            Assert.Empty(DatabaseFile.Find(folder.Path, forms));
        }

        await using (RunningGateway later = await RunningGateway.StartInAsync(folder.Path, services: Services))
        {
            await later.ChatAsync(later.Member("acme"), "hello");
            await SearchAsync(later, measured);
        }

        Assert.Empty(DatabaseFile.Find(folder.Path, forms));
        string[] used = endpoint.TakeKeys();
        Assert.Equal(6, used.Length);
        Assert.All(used, (key, i) => Assert.Equal($"Bearer {(i < 2 ? _canaries.Stored : _canaries.Rotated)}", key));

        // Nor is it written into a file that an agent would read.
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "auth-profiles*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("sessions")]
    [InlineData("runs")]
    [InlineData("agent")]
    [InlineData("endpoint")]
    public async Task No_secret_comes_out_of_what_fails(string broken)
    {
        using var measured = new EverythingMeasured();
        await using RunningGateway gateway = await RunningGateway.StartAsync(services =>
        {
            EverythingLogged.In(_log)(services);
            Break(services, broken);
        });
        string member = _canaries.Add(gateway.Member("acme"));
        await SecretCalls.PutAsync(gateway, "acme", ModelEndpoint.KeyName, _canaries.Stored);
        Answer failed = await gateway.SendAsync("POST", "/api/v1/chat", member, $$"""{"message":"{{_canaries.Chat}}"}""");
        Assert.Equal((503, "dependency_unavailable"), (failed.Status, failed.Code));

        await PlayAsync(gateway, new Chatted("s00000000000000000000000000000000", "r00000000000000000000000000000000"), _canaries.Chat, member);
        await SearchAsync(gateway, measured);
    }

    private async Task PlayAsync(RunningGateway gateway, Chatted own, string said, params string?[] tokens)
    {
        foreach (string? token in tokens)
        {
            // Who said it is told what he said, and a refusal repeats nothing to anybody.
            Assert.All(await CanaryCalls.PlayAsync(gateway, _canaries, token, own, said), answer =>
                Assert.Empty(Canaries.In($"{answer}", _canaries.All.Where(c => c != said || answer.Status >= 400))));
        }
    }

    private async Task SearchAsync(RunningGateway gateway, EverythingMeasured measured)
    {
        await Idle.AsyncOf(gateway);
        await gateway.App.Services.GetRequiredService<JsonlAuditLedger>().FlushAsync(CancellationToken.None);
        Found(_log.Lines);

        // What the test's own client notes of its calls is not the gateway's; what the gateway calls is.
        Found(measured.Seen.Where(s => !(s.StartsWith("System.Net.Http.HttpRequestOut|", StringComparison.Ordinal) && s.Contains($"|server.port={gateway.Address.Port}|", StringComparison.Ordinal))));
        Assert.Empty(DatabaseFile.Find(gateway.DataFolder, _canaries.Nowhere));
        Assert.Empty(DatabaseFile.Find(Path.Combine(gateway.DataFolder, "audit"), _canaries.All));
        foreach (string tenant in (string[])["acme", "globex", "platform"])
        {
            Found([await Exports.OfAsync(gateway, tenant)]);
            string route = tenant == "platform" ? "/api/v1/platform/audit" : "/api/v1/audit";
            Answer read = await gateway.SendAsync("GET", route + "?limit=200", gateway.Token(tenant, "operator.admin"));
            Assert.Equal(200, read.Status);
            Found([read.Body]);
        }
    }

    // The first of each kind says enough.
    private void Found(IEnumerable<string> texts)
    {
        Predicate<string> isIn = Canaries.Search(_canaries.All);
        IEnumerable<string> found = texts.Where(t => isIn(t)).Select(t => (Text: t, Canaries: Canaries.In(t, _canaries.All)))
            .DistinctBy(static f => (f.Text.Split(' ')[0], f.Canaries[0])).Select(static f => $"{string.Join(',', f.Canaries)} in {f.Text}");
        string all = string.Join('\n', found);
        Assert.True(all.Length == 0, all);
    }

    private void Break(IServiceCollection services, string broken)
    {
        string said = $"Bearer {_canaries.Thrown}; password={_canaries.Member}";
        switch (broken)
        {
            case "sessions":
                services.AddSingleton(_ => Throwing.Every<ISessionStore>(said));
                break;
            case "runs":
                services.AddSingleton(_ => Throwing.Every<IRunStore>(said));
                break;
            case "agent":
                services.AddSingleton(_ => Throwing.Every<IAgentRunner>(said));
                break;
            default:
                var settings = new Dictionary<string, string?> { ["Agent:BaseUrl"] = "http://127.0.0.1:1/v1", ["Agent:ApiKey"] = _canaries.Agent };
                services.AddAgent(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("Agent"));
                services.AddTenancy().AddTenantEgress(static o => o.Allow("acme", "agent"));
                break;
        }
    }
}
