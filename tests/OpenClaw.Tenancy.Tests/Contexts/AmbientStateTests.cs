using System.Reflection;
using System.Runtime.CompilerServices;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Tests.Contexts;

/// <summary>Nothing is ambient: no field of the library flows with an async call or hangs on a thread.</summary>
public sealed class AmbientStateTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private static readonly FieldInfo[] Fields = [.. typeof(TenantId).Assembly.GetTypes().SelectMany(static t => t.GetFields(Everything))];

    [Fact]
    public void Assembly_HasNoAsyncLocalOrThreadLocal()
    {
        Assert.True(Fields.Length > 100);
        Assert.DoesNotContain(Fields, static f =>
            f.FieldType is { IsGenericType: true } t && (t.GetGenericTypeDefinition() == typeof(AsyncLocal<>) || t.GetGenericTypeDefinition() == typeof(ThreadLocal<>)));
        Assert.DoesNotContain(Fields, static f => f.IsDefined(typeof(ThreadStaticAttribute)));
    }

    [Fact]
    public void Assembly_HasNoStaticStateThatChanges() => Assert.DoesNotContain(
        Fields, static f => f is { IsStatic: true, IsInitOnly: false, IsLiteral: false }
            && !f.IsDefined(typeof(CompilerGeneratedAttribute)) && !f.DeclaringType!.IsDefined(typeof(CompilerGeneratedAttribute)));

    [Fact]
    public void TenantContext_HasNoSetter() =>
        Assert.DoesNotContain(typeof(TenantContext).GetProperties(), static p => p.SetMethod is { IsPublic: true });

    [Fact]
    public void Core_KnowsNoWebFramework() => Assert.DoesNotContain(
        typeof(TenantId).Assembly.GetReferencedAssemblies(), static a => a.Name!.Contains("AspNetCore", StringComparison.Ordinal) || a.Name.Contains("EntityFramework", StringComparison.Ordinal));

    [Fact]
    public void Core_HasNoFriends() => Assert.Empty(typeof(TenantId).Assembly.GetCustomAttributes<InternalsVisibleToAttribute>());
}
