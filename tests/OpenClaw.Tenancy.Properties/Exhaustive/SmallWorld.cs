using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Properties.Exhaustive;

/// <summary>A world of one setting, with one claim for each set of held scopes, all in the state that the setting says.</summary>
internal sealed class SmallWorld : IDisposable
{
    private readonly Setting _setting;
    private readonly TestWorld _world;
    private readonly TestWorld _elsewhere = new();
    private readonly VerifiedTenantClaim[] _claims;
    private readonly DateTimeOffset _now;

    public SmallWorld(Setting setting)
    {
        _setting = setting;
        _world = new TestWorld(
            o =>
            {
                (o.Mode, o.CrossTenantAccess) = (setting.Mode, setting.Crossing);
                o.PinnedTenant = setting.Mode == TenancyMode.Pinned ? "acme" : null;
            },
            b =>
            {
                b.UseLedger(_ => new SilentLedger(setting.LedgerFails));
                Add(b.Services, setting.Rule);
            });
        TestWorld source = setting.Life == Life.OtherContainer ? _elsewhere : _world;
        _claims = [.. Question.HeldScopes.Select(held => Accept(source, held))];
        _now = _world.Time.Now + (setting.Life == Life.Expired ? TimeSpan.FromMinutes(5) : TimeSpan.Zero);
        Live();
    }

    public PolicyEngine Engine => _world.Engine;

    public AccessRequest Ask(in Question q)
    {
        AccessAction action = Engine.Action(q.Required, kind: q.Kind);
        AccessRequest request = _setting.Life switch
        {
            Life.Missing => AccessRequest.WithoutClaim(action, _now, DenyReason.ClaimMissing),
            Life.Ambiguous => AccessRequest.WithoutClaim(action, _now, DenyReason.ClaimAmbiguous),
            _ => new AccessRequest(_claims[Array.IndexOf(Question.HeldScopes, q.Held)], action, default, _now),
        };
        return request.About(q.ToResource()) with { Selection = Select(q.Selector) };
    }

    public void Dispose()
    {
        _world.Dispose();
        _elsewhere.Dispose();
    }

    private static void Add(IServiceCollection services, Rule rule)
    {
        Func<PolicyVerdict>? answer = rule switch
        {
            Rule.Allow => static () => PolicyVerdict.Allow,
            Rule.Forbid => static () => PolicyVerdict.Forbid,
            Rule.Throw => static () => throw new InvalidOperationException(),
            _ => null,
        };
        if (answer is not null)
        {
            services.AddSingleton<IAccessEvaluator>(new AnswerEvaluator(answer));
        }
        else if (rule == Rule.AllowLater)
        {
            services.AddSingleton<IAsyncAccessEvaluator>(new AnswerEvaluator(static () => PolicyVerdict.Allow));
        }
    }

    private VerifiedTenantClaim Accept(TestWorld source, string? held)
    {
        bool bare = _setting.ClaimTenant == "platform" || (source == _world && _setting.Mode == TenancyMode.Disabled);
        string tenant = source == _elsewhere && _setting.ClaimTenant == "default" ? "acme" : _setting.ClaimTenant;
        return source.Issuer.Accept(new TenantClaim
        {
            Issuer = TestWorld.Idp,
            Tenant = tenant,
            Subject = "someone",
            Scopes = held is null ? [] : [bare ? held : $"{held}@{tenant}"],
            IssuedAt = source.Time.Now,
            ExpiresAt = source.Time.Now.AddMinutes(5),
            CredentialId = "c1",
        }).Claim ?? throw new InvalidOperationException(_setting.ToString());
    }

    private void Live()
    {
        _world.Directory.ReportRefreshed(_now - (_setting.Stale ? TimeSpan.FromMinutes(1) : TimeSpan.Zero));
        TenantId tenant = _claims[0].Tenant;
        if (_setting.Life is Life.Suspended or Life.Reopened)
        {
            _world.Directory.SetStatus(tenant, TenantStatus.Suspended);
        }

        if (_setting.Life == Life.Reopened)
        {
            _world.Directory.SetStatus(tenant, TenantStatus.Active);
        }

        if (_setting.Life == Life.MemberRevoked)
        {
            _world.Directory.RevokeMember(tenant, TestWorld.Idp, "someone", mayReturn: true);
        }

        if (_setting.Life == Life.CredentialRevoked)
        {
            _world.Directory.RevokeCredential(tenant, TestWorld.Idp, "c1");
        }
    }

    private TenantSelection Select(string? selector) => selector switch
    {
        null => default,
        "own" => default(TenantSelection).And(_setting.ClaimTenant),
        "own+initech" => default(TenantSelection).And(_setting.ClaimTenant).And("initech"),
        _ => default(TenantSelection).And(selector),
    };
}
