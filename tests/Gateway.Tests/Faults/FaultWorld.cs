using Gateway.Tests.Approvals;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Hosting.Directory;
using OpenClaw.Tenancy.Samples.Gateway.Runs;

namespace Gateway.Tests.Faults;

/// <summary>A gateway of which every part may fail, and what the requests of the table are asked on.</summary>
public sealed class FaultWorld : IAsyncLifetime
{
    /// <summary>What tenants wrote: it belongs into no answer to anybody else.</summary>
    public const string AcmeText = "c4n4ry-of-acme", GlobexText = "c4n4ry-of-globex";

    /// <summary>The value of a secret: it belongs into no answer at all.</summary>
    public const string SecretText = "c4n4ry-of-the-vault";

    private readonly Queue<string> _asked = [];
    private int _made;

    public FaultPlan Plan { get; } = new();

    public RunningGateway Gateway { get; private set; } = null!;

    /// <summary>An API key of acme.</summary>
    public string KeyText { get; private set; } = string.Empty;

    /// <summary>An operator's token for acme.</summary>
    public string GrantToken { get; private set; } = string.Empty;

    public async ValueTask InitializeAsync()
    {
        Gateway = await RunningGateway.StartAsync(services =>
        {
            services.Configure<SharedDirectoryOptions>(static o => o.PollInterval = TimeSpan.FromMilliseconds(50));

            services.Configure<BreakGlassOptions>(static o => o.MaxOpenPerRequester = 100);

            // A run that waits asks for nothing meanwhile.
            services.Configure<ApprovalOptions>(static o => o.PollInterval = TimeSpan.FromSeconds(30));
            FaultyCalls.Put(services, Plan);
        });
        await Gateway.ChatAsync(Gateway.Member("globex"), GlobexText);
        KeyText = await MadeAsync("POST", "/api/v1/keys", Admin, """{"role":"member"}""", "key");
        GrantToken = await CollectedAsync();
        _asked.Clear();

        // The tenants have their data keys, so that a secret more is nothing but that.
        await SecretAsync();
        await SecretCalls.PutAsync(Gateway, "globex", "llm_api_key", SecretText);
    }

    public ValueTask DisposeAsync() => Gateway.DisposeAsync();

    /// <summary>A name that nothing had before.</summary>
    public string Fresh(string of) => $"{of}{Interlocked.Increment(ref _made)}";

    public string Member => Gateway.Member("acme");

    public string Admin => Gateway.TokenOf("acme", "ada", "operator.admin");

    public string Reader => Gateway.Token("acme", "operator.read");

    public string Nobody => Gateway.Token("acme", "operator.pairing");

    public string Foreigner => Gateway.TokenOf("globex", "gil", "operator.admin", "operator.approvals");

    public string Approver => Proposal.Approver(Gateway);

    public string Operator(string subject) => Gateway.TokenOf("platform", subject, "operator.admin");

    public Task<Chatted> ChattedAsync() => Gateway.ChatAsync(Member, AcmeText);

    public async Task<Proposal> ProposedAsync()
    {
        Proposal proposal = await Proposal.MakeAsync(Gateway);
        await proposal.Stream.DisposeAsync();
        return proposal;
    }

    /// <summary>A tenant with a session and a secret in it, whose admin the answer names.</summary>
    public async Task<string> TenantAsync()
    {
        string tenant = Fresh("t");
        await Gateway.ChangeAsync(DirectoryChange.Register(new TenantRegistration(OpenClaw.Tenancy.TenantId.From(tenant)) { Issuers = ["dev"] }));
        await Gateway.ChatAsync(Gateway.Member(tenant), "to be erased");
        await SecretCalls.PutAsync(Gateway, tenant, "llm_api_key", SecretText);
        return tenant;
    }

    /// <summary>A secret of acme, by its name.</summary>
    public async Task<string> SecretAsync()
    {
        string name = Fresh("s");
        await SecretCalls.PutAsync(Gateway, "acme", name, SecretText);
        return name;
    }

    /// <summary>Asks for something and gives back a member of the answer.</summary>
    public async Task<string> MadeAsync(string method, string path, string token, string? json, string member)
    {
        Answer answer = await Gateway.SendAsync(method, path, token, json);
        Assert.True(answer.Status is >= 200 and < 300, answer.ToString());
        return answer.Member(member);
    }

    /// <summary>A request for a grant. What was asked for long before is taken back: nobody has more than his share.</summary>
    public async Task<string> GrantAsync()
    {
        while (_asked.Count > 8)
        {
            await Gateway.SendAsync("DELETE", $"/api/v1/break-glass/{_asked.Dequeue()}", Operator("otto"));
        }

        string id = await MadeAsync(
            "POST", "/api/v1/break-glass", Operator("olga"),
            """{"ticket":"INC-7","reason":"stuck","target_tenant":"acme","scopes":["operator.read"],"duration_seconds":600}""", "grant_id");
        _asked.Enqueue(id);
        return id;
    }

    public async Task<string> ApprovedAsync()
    {
        string id = await GrantAsync();
        Assert.Equal(200, (await Gateway.SendAsync("POST", $"/api/v1/break-glass/{id}/approve", Operator("otto"))).Status);
        return id;
    }

    public async Task<string> CollectedAsync() => await MadeAsync("POST", $"/api/v1/break-glass/{await ApprovedAsync()}/token", Operator("olga"), null, "token");

    /// <summary>Waits until every run has ended that does not wait for an approval, and until the directory is where its journal is.</summary>
    public async Task SettleAsync()
    {
        RunExecutor executor = Gateway.App.Services.GetRequiredService<RunExecutor>();
        for (int waited = 0; executor.Active > Rows.Waiting(Gateway.DataFolder); waited++)
        {
            Assert.InRange(waited, 0, 10_000);
            await Task.Delay(2);
        }

        long last = Rows.Journal(Gateway.DataFolder).Length;
        await Gateway.App.Services.GetRequiredService<DirectoryWriter>().WaitForAsync(last, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>Waits until what was emitted is written, or was not taken.</summary>
    public async Task FlushAsync()
    {
        try
        {
            await Gateway.App.Services.GetRequiredService<JsonlAuditLedger>().FlushAsync(CancellationToken.None);
        }
        catch (IOException)
        {
            // The fault was there.
        }
    }
}
