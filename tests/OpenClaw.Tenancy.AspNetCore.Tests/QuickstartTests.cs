using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenClaw.Tenancy.Testing.Probing;
using OpenClaw.Tenancy.Testing.Probing.Reports;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>The host of the README, with JwtBearer as its own authentication, on a real port.</summary>
public sealed class QuickstartTests : IDisposable
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly WebApplicationFactory<Quickstart.AppDb> _factory;

    public QuickstartTests()
    {
        _factory = new WebApplicationFactory<Quickstart.AppDb>().WithWebHostBuilder(web => web
            .UseSetting("urls", "http://127.0.0.1:0")
            .UseSetting("Logging:LogLevel:Default", "None")
            .UseSetting("Authentication:Schemes:Bearer:SigningKeys:0:Issuer", "https://login.example")
            .UseSetting("Authentication:Schemes:Bearer:SigningKeys:0:Value", Convert.ToBase64String(_key)));
        _factory.UseKestrel();
        _factory.StartServer();
        using var connection = new SqliteConnection("Data Source=app.db");
        connection.Open();
        using SqliteCommand rows = connection.CreateCommand();
        rows.CommandText = """
            delete from Runs;
            insert into Runs (TenantId, Id, Note) values ('acme', 'run-of-acme', 'for acme'), ('globex', 'run-of-globex', 'for globex'), ('acme', 'run-of-both', 'acme''s'), ('globex', 'run-of-both', 'globex''s');
            """;
        rows.ExecuteNonQuery();
    }

    public void Dispose() => _factory.Dispose();

    [Theory]
    [InlineData("acme", "run-of-acme", HttpStatusCode.OK)]
    [InlineData("globex", "run-of-acme", HttpStatusCode.NotFound)]
    [InlineData("globex", "run-of-globex", HttpStatusCode.OK)]
    [InlineData("acme", "run-of-nobody", HttpStatusCode.NotFound)]
    [InlineData(null, "run-of-acme", HttpStatusCode.Unauthorized)]
    [InlineData("initech", "run-of-acme", HttpStatusCode.Unauthorized)]
    public async Task Run_is_its_own_tenants_alone(string? tenant, string run, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await GetAsync($"/runs/{run}", tenant is null ? null : Token(tenant, "member"));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task List_holds_only_the_callers_rows()
    {
        using HttpResponseMessage response = await GetAsync("/runs", Token("acme", "readonly"));

        string body = await response.Content.ReadAsStringAsync();
        Assert.Contains("run-of-acme", body, StringComparison.Ordinal);
        Assert.DoesNotContain("globex", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme", "acme's")]
    [InlineData("globex", "globex's")]
    public async Task The_same_id_is_each_tenants_own_row(string tenant, string note)
    {
        using HttpResponseMessage response = await GetAsync("/runs/run-of-both", Token(tenant, "member"));

        using JsonDocument run = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(note, run.RootElement.GetProperty("note").GetString());
    }

    [Fact]
    public async Task A_new_row_is_the_callers()
    {
        using HttpClient client = _factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token("globex", "member"));

        using HttpResponseMessage made = await client.PostAsync(new Uri("/runs/run-of-acme", UriKind.Relative), null);
        using HttpResponseMessage read = await client.GetAsync(new Uri("/runs/run-of-acme", UriKind.Relative));
        using HttpResponseMessage acmes = await GetAsync("/runs/run-of-acme", Token("acme", "member"));

        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        Assert.Contains("\"tenant\":\"globex\"", await read.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("for acme", await acmes.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_role_holds_nothing()
    {
        using HttpResponseMessage response = await GetAsync("/runs", Token("acme", "superuser"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Forged_token_is_refused_like_every_invalid_one()
    {
        using HttpResponseMessage response = await GetAsync("/runs", Token("acme", "member", RandomNumberGenerator.GetBytes(32)));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("token_invalid", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_needs_no_tenant()
    {
        using HttpResponseMessage response = await GetAsync("/healthz", token: null);

        Assert.Equal("ok", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public void In_production_it_waits_for_a_ledger()
    {
        using WebApplicationFactory<Quickstart.AppDb> production = new WebApplicationFactory<Quickstart.AppDb>().WithWebHostBuilder(static web => web
            .UseEnvironment("Production").UseSetting("urls", "http://127.0.0.1:0").UseSetting("Logging:LogLevel:Default", "None"));
        production.UseKestrel();

        TenancyConfigurationException refused = Assert.Throws<TenancyConfigurationException>(production.StartServer);

        Assert.StartsWith("OCT2901: ledger_absent: ", Assert.Single(refused.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_neighbour_finds_nothing()
    {
        ProbeReport report = await IsolationProbe.RunAsync(new ProbeSubject
        {
            Host = ProbeHost.Over(_factory.CreateClient).Mapping(_factory.Services),
            Owner = ProbeTenant.Bearer("acme", Token("acme", "member")),
            Stranger = ProbeTenant.Bearer("globex", Token("globex", "member")),
            Kinds = [new ProbeKind("runs", AddAsync)],

            // A second run of the same id is a fault of the database, which so small a host does not catch.
            Skipped = ["POST /runs/{id}"],
        });

        report.ThrowIfAnyFailed();
        Assert.True(report.Endpoints.Single(static e => e.Name == "GET /runs/{id}").IsReached);

        static async Task<ProbeObject> AddAsync(HttpClient client, string mark, CancellationToken cancellationToken)
        {
            using HttpResponseMessage made = await client.PostAsync(new Uri($"/runs/run-{mark}", UriKind.Relative), null, cancellationToken);
            made.EnsureSuccessStatusCode();
            return new ProbeObject($"run-{mark}");
        }
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? token)
    {
        using HttpClient client = _factory.CreateClient();
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await client.GetAsync(new Uri(path, UriKind.Relative));
    }

    private string Token(string tenant, string role, byte[]? key = null) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "https://login.example",
        Audience = "quickstart",
        Claims = new Dictionary<string, object> { ["sub"] = "alice", ["tenant_id"] = tenant, ["role"] = role },
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(10),
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key ?? _key), SecurityAlgorithms.HmacSha256),
    });
}
