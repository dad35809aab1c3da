package dev.postrider.api.http;

/**
 * Who may do what: every path there is, and what it needs. Nothing is said of it anywhere else.
 *
 * <p>A permission is what an organisation's key needs; its token has all. The capability behind it
 * opens the path to portals. {@code platform} and {@code login} are paths of platforms' own APIs.
 */
public final class Permissions {
  public static final AccessTable TABLE =
      AccessTable.of(
          """
          GET    /api/v1/app                                                    read
          POST   /api/v1/app                                                    manage
          GET    /api/v1/app/{app}                                              read
          PUT    /api/v1/app/{app}                                              manage
          PATCH  /api/v1/app/{app}                                              manage
          DELETE /api/v1/app/{app}                                              manage

          GET    /api/v1/app/{app}/endpoint                                     read    ViewBase
          POST   /api/v1/app/{app}/endpoint                                     manage  ManageEndpoint
          GET    /api/v1/app/{app}/endpoint/{endpoint}                          read    ViewBase
          PUT    /api/v1/app/{app}/endpoint/{endpoint}                          manage  ManageEndpoint
          PATCH  /api/v1/app/{app}/endpoint/{endpoint}                          manage  ManageEndpoint
          DELETE /api/v1/app/{app}/endpoint/{endpoint}                          manage  ManageEndpoint
          GET    /api/v1/app/{app}/endpoint/{endpoint}/headers                  read    ViewBase
          PUT    /api/v1/app/{app}/endpoint/{endpoint}/headers                  manage  ManageEndpoint
          PATCH  /api/v1/app/{app}/endpoint/{endpoint}/headers                  manage  ManageEndpoint
          GET    /api/v1/app/{app}/endpoint/{endpoint}/policy                   read    ViewBase
          GET    /api/v1/app/{app}/endpoint/{endpoint}/secret                   manage  ViewEndpointSecret
          POST   /api/v1/app/{app}/endpoint/{endpoint}/secret/rotate            manage  ManageEndpointSecret
          POST   /api/v1/app/{app}/endpoint/{endpoint}/filter/test              read    ManageEndpoint
          POST   /api/v1/app/{app}/endpoint/{endpoint}/verify                   manage  ManageEndpoint
          GET    /api/v1/app/{app}/endpoint/{endpoint}/msg                      read    ViewBase
          GET    /api/v1/app/{app}/endpoint/{endpoint}/stats                    read    ViewBase
          GET    /api/v1/app/{app}/endpoint/{endpoint}/stats/pulse              read    ViewBase
          GET    /api/v1/app/{app}/stats/pulse                                  read    ViewBase
          GET    /api/v1/app/{app}/stats/endpoints                              read    ViewBase
          POST   /api/v1/app/{app}/endpoint/{endpoint}/recover                  manage  CreateAttempts
          POST   /api/v1/app/{app}/endpoint/{endpoint}/recover/preview          read    CreateAttempts
          POST   /api/v1/app/{app}/endpoint/{endpoint}/replay-missing           manage  CreateAttempts
          POST   /api/v1/app/{app}/endpoint/{endpoint}/replay-missing/preview   read    CreateAttempts
          POST   /api/v1/app/{app}/endpoint/{endpoint}/bulk-replay              manage  CreateAttempts
          POST   /api/v1/app/{app}/endpoint/{endpoint}/bulk-replay/preview      read    CreateAttempts
          POST   /api/v1/app/{app}/endpoint/{endpoint}/send-example             publish CreateAttempts
          GET    /api/v1/app/{app}/event-catalogue                              read    ViewBase
          GET    /api/v1/app/{app}/background-task/{task}                       read    CreateAttempts

          GET    /api/v1/alert                                                  read
          PUT    /api/v1/alert                                                  manage
          GET    /api/v1/app/{app}/alert                                        read    ManageEndpoint
          PUT    /api/v1/app/{app}/alert                                        manage  ManageEndpoint

          GET    /api/v1/app/{app}/credential                                   read
          POST   /api/v1/app/{app}/credential                                   manage
          DELETE /api/v1/app/{app}/credential/{name}                            manage

          POST   /api/v1/app/{app}/msg                                          publish
          POST   /api/v1/app/{app}/msg/batch                                    publish
          POST   /api/v1/app/{app}/msg/precheck/active                          publish
          POST   /api/v1/app/{app}/event                                        publish
          GET    /api/v1/app/{app}/msg                                          read    ViewBase
          GET    /api/v1/app/{app}/msg/{msg}                                    read    ViewBase
          POST   /api/v1/app/{app}/msg/bulk-expunge                             manage
          POST   /api/v1/app/{app}/msg/expunge-all-contents                     manage
          DELETE /api/v1/app/{app}/msg/{msg}/content                            manage
          POST   /api/v1/app/{app}/msg/{msg}/cancel                             manage
          GET    /api/v1/app/{app}/msg/{msg}/attempt                            read    ViewBase
          GET    /api/v1/app/{app}/msg/{msg}/attempt/{attempt}                  read    ViewBase
          DELETE /api/v1/app/{app}/msg/{msg}/attempt/{attempt}/content          manage
          GET    /api/v1/app/{app}/msg/{msg}/endpoint                           read    ViewBase
          GET    /api/v1/app/{app}/msg/{msg}/endpoint/{endpoint}/attempt        read    ViewBase
          POST   /api/v1/app/{app}/msg/{msg}/endpoint/{endpoint}/resend         manage  CreateAttempts
          POST   /api/v1/app/{app}/msg/{msg}/endpoint/{endpoint}/cancel         manage
          GET    /api/v1/app/{app}/attempt/endpoint/{endpoint}                  read    ViewBase
          GET    /api/v1/app/{app}/attempt/msg/{msg}                            read    ViewBase

          GET    /api/v1/app/{app}/inbox/{contact}                              read
          GET    /api/v1/app/{app}/inbox/{contact}/message                      read
          PUT    /api/v1/app/{app}/inbox/{contact}/message/{id}                 publish
          PATCH  /api/v1/app/{app}/inbox/{contact}/message/{id}                 publish

          GET    /api/v1/event-type                                             read    ViewBase
          POST   /api/v1/event-type                                             manage
          GET    /api/v1/event-type/{name}                                      read    ViewBase
          PUT    /api/v1/event-type/{name}                                      manage
          PATCH  /api/v1/event-type/{name}                                      manage
          DELETE /api/v1/event-type/{name}                                      manage
          POST   /api/v1/event-type/import/openapi                              manage
          POST   /api/v1/environment/export                                     read
          POST   /api/v1/environment/import                                     manage

          GET    /api/v1/platform                                               read    ViewBase
          GET    /api/v1/background-task                                        read
          GET    /api/v1/background-task/{task}                                 read
          GET    /api/v1/stats/backlog                                          read
          GET    /api/v1/stats/pulse                                            read
          GET    /api/v1/stats/endpoints                                        read
          POST   /api/v1/stats/usage/app                                        read
          PUT    /api/v1/stats/usage/event-types                                read

          GET    /api/v1/operational-webhook/endpoint                           read
          POST   /api/v1/operational-webhook/endpoint                           manage
          GET    /api/v1/operational-webhook/endpoint/{endpoint}                read
          PUT    /api/v1/operational-webhook/endpoint/{endpoint}                manage
          DELETE /api/v1/operational-webhook/endpoint/{endpoint}                manage
          GET    /api/v1/operational-webhook/endpoint/{endpoint}/headers        read
          PUT    /api/v1/operational-webhook/endpoint/{endpoint}/headers        manage
          GET    /api/v1/operational-webhook/endpoint/{endpoint}/secret         manage
          POST   /api/v1/operational-webhook/endpoint/{endpoint}/secret/rotate  manage
          POST   /api/v1/operational-webhook/endpoint/{endpoint}/verify         manage
          GET    /api/v1/operational-webhook/msg                                read
          GET    /api/v1/operational-webhook/msg/{msg}                          read
          GET    /api/v1/operational-webhook/attempt/endpoint/{endpoint}        read
          POST   /api/v1/operational-webhook/msg/{msg}/endpoint/{endpoint}/resend manage

          GET    /api/v1/api-key                                                administer
          POST   /api/v1/api-key                                                administer
          GET    /api/v1/api-key/{key}                                          administer
          DELETE /api/v1/api-key/{key}                                          administer

          GET    /api/v1/audit-log                                              administer

          POST   /api/v1/auth/app-portal-access/{app}                           manage
          POST   /api/v1/auth/dashboard-access/{app}                            manage
          POST   /api/v1/auth/app/{app}/expire-all                              manage
          GET    /api/v1/auth/portal-session                                    portal
          POST   /api/v1/auth/logout                                            portal
          POST   /api/v1/admin/redrive-dlq                                      read

          GET    /api/v1/health                                                 everybody
          HEAD   /api/v1/health                                                 everybody
          GET    /api/v1/health/ping                                            everybody
          HEAD   /api/v1/health/ping                                            everybody

          POST   /login/connect/token                                           login
          GET    /api/v1/Webhooks                                               platform
          POST   /api/v1/Webhooks                                               platform
          DELETE /api/v1/Webhooks                                               platform
          GET    /api/v1/Webhooks/{id}                                          platform
          PUT    /api/v1/Webhooks/{id}                                          platform
          DELETE /api/v1/Webhooks/{id}                                          platform

          POST   /oauth/token                                                   login
          GET    /v4/livechat/webhooks                                          platform
          POST   /v4/livechat/webhooks                                          platform
          GET    /v4/livechat/webhooks/{id}                                     platform
          PUT    /v4/livechat/webhooks/{id}                                     platform
          DELETE /v4/livechat/webhooks/{id}                                     platform

          GET    /v1/configs/webhook                                            platform
          POST   /v1/configs/webhook                                            platform
          PUT    /v1/configs/webhook                                            platform
          DELETE /v1/configs/webhook                                            platform

          GET    /appinbox/v1/webhook                                           platform
          POST   /appinbox/v1/webhook                                           platform
          PUT    /appinbox/v1/webhook                                           platform
          DELETE /appinbox/v1/webhook                                           platform
          POST   /v1/auth/contact/token                                         platform
          GET    /appinbox/v1/messages                                          platform
          GET    /appinbox/v1/messages/count                                    platform
          GET    /appinbox/v1/messages/pages                                    platform
          POST   /appinbox/v1/messages/status                                   platform
          GET    /api/v1/appinbox/messages                                      platform
          GET    /api/v1/appinbox/messages/count                                platform
          POST   /api/v1/appinbox/messages/status                               platform
          """);

  private Permissions() {}
}
