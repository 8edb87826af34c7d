using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Secrets;

namespace OpenClaw.Tenancy.Samples.Gateway.Secrets;

/// <summary>The routes of a tenant's own secrets. A value goes in, and none comes out.</summary>
/// <remarks>The boundary asks for the scope here, and the writer once more: by its own decision, whose record stands before the act.</remarks>
internal static class SecretEndpoints
{
    private const string Route = "/api/v1/secrets";
    private const int MaxListed = 1000;

    internal static void MapSecrets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Route, ListAsync).RequireTenantScope(ActionNames.Admin, ActionNames.ListSecrets);
        routes.MapPut($"{Route}/{{name}}", PutAsync).RequireTenantScope(ActionNames.Admin, ActionNames.PutSecret);
        routes.MapPost($"{Route}/{{name}}/rotate", RotateAsync).RequireTenantScope(ActionNames.Admin, ActionNames.RotateSecret);
        routes.MapDelete($"{Route}/{{name}}", RemoveAsync).RequireTenantScope(ActionNames.Admin, ActionNames.RemoveSecret);
    }

    // A tenant has at most as many as one page holds.
    private static async Task<IResult> ListAsync(
        HttpContext context, TenantContext tenant, ITenantSecretWriter secrets, SecretAnswers answers, CancellationToken cancellationToken)
    {
        SecretListing found = await secrets.ListAsync(tenant, after: null, MaxListed, cancellationToken);
        return found.Fault == SecretFault.None
            ? new JsonAnswer(new SecretList([.. found.Secrets.Select(SecretView.Of)]))
            : answers.Refused(context, found.Fault, found.Reason);
    }

    private static async Task<IResult> PutAsync(
        string name, HttpContext context, TenantContext tenant, ITenantSecretWriter secrets, SecretAnswers answers, CancellationToken cancellationToken)
    {
        SecretName secret = Read(name);
        using SecretValue value = (await JsonBody.ReadAsync<SecretRequest>(context.Request, cancellationToken)).Value;
        return answers.Of(context, await secrets.PutAsync(tenant, secret, value.Bytes, options: null, cancellationToken));
    }

    private static async Task<IResult> RotateAsync(
        string name, HttpContext context, TenantContext tenant, ITenantSecretWriter secrets, SecretAnswers answers, CancellationToken cancellationToken)
    {
        SecretName secret = Read(name);
        using SecretValue value = (await JsonBody.ReadAsync<SecretRequest>(context.Request, cancellationToken)).Value;
        return answers.Of(context, await secrets.RotateAsync(tenant, secret, value.Bytes, options: null, cancellationToken));
    }

    private static async Task<IResult> RemoveAsync(
        string name, HttpContext context, TenantContext tenant, ITenantSecretWriter secrets, SecretAnswers answers, CancellationToken cancellationToken)
    {
        SecretName secret = Read(name);
        await JsonBody.RequireNothingAsync(context.Request, cancellationToken);
        return answers.Of(context, await secrets.RemoveAsync(tenant, secret, cancellationToken));
    }

    private static SecretName Read(string name) => SecretName.TryFrom(name, out SecretName? secret) ? secret : throw BadInput.Found();
}
