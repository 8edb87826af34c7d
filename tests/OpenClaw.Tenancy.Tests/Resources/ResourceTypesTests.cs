using System.Reflection;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Resources;

/// <summary>A session id is no session key and no run id; a reference cannot be made without its tenant.</summary>
public sealed class ResourceTypesTests
{
    private static readonly Type[] IdTypes = [.. typeof(ResourceId).Assembly.GetExportedTypes().Where(static t => t.IsSubclassOf(typeof(ResourceId)))];

    public static TheoryData<Type> Refs => [typeof(SessionRef), typeof(RunRef), typeof(ApprovalRef), typeof(EventRef)];

    [Fact]
    public void Equals_SameTextOfDifferentTypes_IsNever()
    {
        ResourceId[] ids = [SessionId.From("x"), SessionKey.From("x"), RunId.From("x"), AgentId.From("x"), ApprovalId.From("x"), EventId.From("x"), UserId.From("x"), ApiKeyId.From("x"), InvitationId.From("x"), GrantId.From("x"), JobId.From("x")];

        Assert.Equal(IdTypes.Length, ids.Length);
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.False(SessionId.From("x").Equals((ResourceId)SessionKey.From("x")));
        Assert.False(SessionId.From("x").Equals((object)"x"));
    }

    [Fact]
    public void Types_AreClosedAndDoNotConvert()
    {
        Assert.All(IdTypes, static type =>
        {
            Assert.True(type.IsSealed);
            Assert.Equal(typeof(ResourceId), type.BaseType);
            Assert.Empty(type.GetConstructors());
            Assert.DoesNotContain(type.GetMethods(BindingFlags.Public | BindingFlags.Static), static m => m.IsSpecialName && m.Name.StartsWith("op_", StringComparison.Ordinal));
            Assert.DoesNotContain(
                type.GetMethods(BindingFlags.Public | BindingFlags.Static).SelectMany(static m => m.GetParameters()),
                static p => typeof(ResourceId).IsAssignableFrom(p.ParameterType));
        });
    }

    [Theory]
    [MemberData(nameof(Refs))]
    public void Reference_CannotBeMadeWithoutTenant(Type type)
    {
        ConstructorInfo only = Assert.Single(type.GetConstructors());
        Assert.Equal(typeof(TenantId), only.GetParameters()[0].ParameterType);
        Assert.All(type.GetProperties(), static p => Assert.Null(p.SetMethod));

        object id = only.GetParameters()[1].ParameterType.GetMethod("New")!.Invoke(null, null)!;
        Assert.IsType<ArgumentNullException>(Assert.Throws<TargetInvocationException>(() => only.Invoke([null, id])).InnerException);
        Assert.IsType<ArgumentNullException>(Assert.Throws<TargetInvocationException>(() => only.Invoke([TestWorld.Acme, null])).InnerException);
        Assert.Equal(TestWorld.Acme, ((ITenantOwned)only.Invoke([TestWorld.Acme, id])).Tenant);
    }

    [Fact]
    public void NewChild_KeepsTenant_AndIsAnotherRun()
    {
        var parent = new RunRef(TestWorld.Acme, RunId.New());
        RunRef grandchild = parent.NewChild().NewChild();

        Assert.Equal(TestWorld.Acme, grandchild.Tenant);
        Assert.NotEqual(parent.Id, grandchild.Id);
        Assert.Empty(typeof(RunRef).GetMethod(nameof(RunRef.NewChild))!.GetParameters());
    }

    [Fact]
    public void ToResource_CarriesIdAndOwner()
    {
        ResourceRef resource = new SessionRef(TestWorld.Globex, SessionId.From("s1")).ToResource();

        Assert.Equal(ResourceRef.Owned("s1", TestWorld.Globex), resource);
    }
}
