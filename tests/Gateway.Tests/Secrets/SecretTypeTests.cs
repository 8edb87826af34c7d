using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.Auditing.Redaction;

namespace Gateway.Tests.Secrets;

/// <summary>Whatever type holds a secret by the name of a property says nothing of it as a text, to a debugger or as JSON. A new one fails here.</summary>
public sealed class SecretTypeTests
{
    private const string Canary = "c4n4ry-in-a-property";

    // Secrets whose names do not say so.
    private static readonly string[] Unnamed =
    [
        "IssuedApiKey.Text", "IssuedInvitation.Code", "BreakGlassToken.Text", "KeyView.Key", "InvitationView.Code", "SubjectPseudonymOptions.Key", "SubjectKey.Bytes",
    ];

    // What is said to a model and back, the canonical bytes of a record, the texts of refusals, and the id of a credential.
    private static readonly string[] NoSecrets = ["Content", "ReasoningContent", "Body", "Message", "ResolverCredential"];

    // Names of secrets, the header in which one is sent, and a folder: no values.
    private static readonly string[] NoValues =
    [
        "ConnectorDefinition.Secret", "ConnectorDefinition.CredentialHeader", "ConnectorDefinition.CredentialScheme", "VaultPaths.Credentials",
    ];

    public static TheoryData<string> All => [.. Holders().Select(static p => $"{p.DeclaringType!.FullName}.{p.Name}")];

    [Fact]
    public void Every_secret_that_is_known_by_its_place_is_still_there() =>
        Assert.Empty(Unnamed.Except(Holders().Select(static p => $"{p.DeclaringType!.Name}.{p.Name}")));

    [Theory]
    [MemberData(nameof(All))]
    public void Holder_says_nothing_of_its_secret(string place)
    {
        PropertyInfo secret = Holders().Single(p => $"{p.DeclaringType!.FullName}.{p.Name}" == place);
        Type type = secret.DeclaringType!;
        object holder = RuntimeHelpers.GetUninitializedObject(type);
        FieldInfo? field = type.GetField($"<{secret.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic);
        Assert.NotNull(field);
        field.SetValue(holder, Value(secret.PropertyType));

        Assert.DoesNotContain(Canary, $"{holder}", StringComparison.Ordinal);
        Assert.Null(type.GetCustomAttribute<DebuggerDisplayAttribute>());
        Assert.Null(type.GetCustomAttribute<DebuggerTypeProxyAttribute>());
        if (type.IsPublic && !type.Namespace!.Contains("Samples", StringComparison.Ordinal))
        {
            string json = Serialized(holder);
            Assert.DoesNotContain(Canary, json, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.ASCII.GetBytes(Canary)), json, StringComparison.Ordinal);
        }
    }

    // An answer that hands a secret out is JSON by its purpose, and internal; so is what the sample sends.
    private static IEnumerable<PropertyInfo> Holders() => Directory.GetFiles(AppContext.BaseDirectory, "OpenClaw.Tenancy*.dll")
        .Where(static f => !f.Contains("TestKit", StringComparison.Ordinal))
        .SelectMany(static f => Assembly.LoadFrom(f).GetTypes())
        .Where(static t => !t.IsInterface && !t.IsAbstract && !t.ContainsGenericParameters && !t.Name.Contains('<'))
        .SelectMany(static t => t.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(static p => p.PropertyType == typeof(string) || p.PropertyType == typeof(byte[]) || p.PropertyType == typeof(ReadOnlyMemory<byte>))
        .Where(static p => Unnamed.Contains($"{p.DeclaringType!.Name}.{p.Name}") || (AuditRedactor.IsSecretName(p.Name) && !NoSecrets.Contains(p.Name) && !NoValues.Contains($"{p.DeclaringType!.Name}.{p.Name}")));

    private static object Value(Type type)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(Canary);
        if (type == typeof(string))
        {
            return Canary;
        }

        return type == typeof(byte[]) ? bytes : (object)new ReadOnlyMemory<byte>(bytes);
    }

    private static string Serialized(object holder)
    {
        try
        {
            return JsonSerializer.Serialize(holder, holder.GetType());
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException or NullReferenceException)
        {
            return exception.ToString();
        }
    }
}
