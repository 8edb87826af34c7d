using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace SharedState.Host;

/// <summary>What a test can ask of the process: changes, tokens, decisions, and single use.</summary>
internal sealed class Conversation(IServiceProvider services)
{
    internal const string Issuer = "https://hosts.example";

    private readonly Dictionary<string, VerifiedTenantClaim> _held = [];
    private readonly Dictionary<string, UserId> _users = [];
    private readonly KeyDesk _keys = new(services);
    private readonly UsageDesk _usage = new(services);
    private readonly EventDesk _events = new(services);
    private readonly TenantDirectory _directory = services.GetRequiredService<TenantDirectory>();
    private readonly PolicyEngine _engine = services.GetRequiredService<PolicyEngine>();

    internal async Task RunAsync(TextReader questions, TextWriter answers)
    {
        while (await questions.ReadLineAsync() is { } line and not "end")
        {
            string answer;
            try
            {
                answer = await AnswerAsync(line.Split(' '));
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                answer = exception.GetType().Name;
            }

            await answers.WriteLineAsync(answer);
            await answers.FlushAsync();
        }
    }

    private async Task<string> AnswerAsync(string[] words) => words switch
    {
        ["register", var tenant] => await WriteAsync(DirectoryChange.Register(new TenantRegistration(TenantId.From(tenant)))),
        ["register-external", var issuer, var value] => await WriteAsync(DirectoryChange.Register(new TenantRegistration(issuer, value))),
        ["status", var tenant, var status] => await WriteAsync(DirectoryChange.SetStatus(TenantId.From(tenant), Enum.Parse<TenantStatus>(status))),
        ["revoke-member", var tenant, var subject] => await WriteAsync(DirectoryChange.RevokeMember(TenantId.From(tenant), Issuer, subject, mayReturn: true)),
        ["revoke-credential", var tenant, var id] => await WriteAsync(DirectoryChange.RevokeCredential(TenantId.From(tenant), Issuer, id)),
        ["join", var tenant, var subject, var role] => await JoinAsync(TenantId.From(tenant), subject, TenantRoles.FromText(role)),
        ["role", var tenant, var subject, var role] => await WriteAsync(DirectoryChange.SetRole(TenantId.From(tenant), _users[subject], TenantRoles.FromText(role), DirectoryActor.Host)),
        ["leave", var tenant, var subject] => await WriteAsync(DirectoryChange.RemoveMember(TenantId.From(tenant), _users[subject], DirectoryActor.Host)),
        ["issue-key", var tenant] => await _keys.IssueAsync(TenantId.From(tenant)),
        ["revoke-key", var tenant, var id] => await _keys.RevokeAsync(TenantId.From(tenant), id),
        ["sequence"] => $"{_directory.AppliedSequence}",
        ["knows", var tenant] => _directory.TryFind(tenant, out TenantEntry? entry) ? entry.Status.ToString() : "no",
        ["generation", var tenant, var subject] => $"{_directory.GenerationOf(TenantId.From(tenant), Issuer, subject)}",
        ["mint", var tenant, var subject] => await services.GetRequiredService<ITenantTokenIssuer>().IssueAsync(
            new TenantTokenRequest { Tenant = TenantId.From(tenant), Subject = subject, Scopes = [$"operator.read@{tenant}"] }, CancellationToken.None),
        ["hold", var name, var token] => await HoldAsync(name, token),
        ["id", var name] => _held[name].CredentialId ?? "none",
        ["decide", var name] => Decide(_held[name]),
        ["subscribe", var name] => await _events.SubscribeAsync(name, _held[name]),
        ["publish", var name, var text] => await _events.PublishAsync(_held[name], text),
        ["received", var name] => _events.Received(name),
        ["consume", var tenant, var from, var to] => await ConsumeAsync(TenantId.From(tenant), int.Parse(from, provider: null), int.Parse(to, provider: null)),
        ["use", var name, var from, var to] => await _usage.UseAsync(_held[name], int.Parse(from, provider: null), int.Parse(to, provider: null)),
        ["take", var name, var times] => await _usage.TakeAsync(_held[name], int.Parse(times, provider: null)),
        ["used", var name] => await _usage.UsedAsync(_held[name]),
        _ => "unknown question",
    };

    private async Task<string> WriteAsync(DirectoryChange change)
    {
        DirectoryWrite write = await services.GetRequiredService<DirectoryWriter>().WriteAsync(change, CancellationToken.None);
        return write.Refusal is { } refusal ? refusal.Reason.ToString() : $"{write.Sequence}";
    }

    private Task<string> JoinAsync(TenantId tenant, string subject, TenantRole role)
    {
        // Who was a member before is the same user again.
        _users.TryAdd(subject, UserId.New());
        return WriteAsync(DirectoryChange.AddMember(tenant, new LinkedIdentity(Issuer, subject), _users[subject], role, DirectoryActor.Host));
    }

    private async Task<string> HoldAsync(string name, string credential)
    {
        CredentialVerification verification = await services.GetRequiredService<CredentialVerifiers>().VerifyAsync(credential, CancellationToken.None);
        if (verification.Claim is not { } claim)
        {
            return verification.Reason.ToString();
        }

        _held[name] = claim;
        return "accepted";
    }

    private string Decide(VerifiedTenantClaim claim)
    {
        DateTimeOffset now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        AccessDecision decision = _engine.Decide(new AccessRequest(claim, _engine.Action("operator.read"), ResourceRef.Collection(claim.Tenant), now));
        return decision.IsAllowed ? "allowed" : decision.Reason.ToString();
    }

    /// <summary>Uses up a range of credentials at once, and says which of them were this process's.</summary>
    private async Task<string> ConsumeAsync(TenantId tenant, int from, int to)
    {
        IReplayMemory memory = services.GetRequiredService<IReplayMemory>();
        DateTimeOffset until = services.GetRequiredService<TimeProvider>().GetUtcNow() + TimeSpan.FromMinutes(1);
        bool[] mine = new bool[to - from];
        await Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, token) =>
            mine[i - from] = await memory.TryConsumeAsync(tenant, Issuer, $"jti{i}", until, token));
        return string.Concat(mine.Select(static m => m ? '1' : '0'));
    }
}
