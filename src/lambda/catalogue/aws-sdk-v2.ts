/** What aws-sdk v2 exports, as of its last release. */

/** Classes of the services; each is the export of the file in `aws-sdk/clients/` that has its name in lower case. */
const CLIENTS: ReadonlySet<string> = new Set(
  `
  AccessAnalyzer Account ACM ACMPCA Amp Amplify AmplifyBackend AmplifyUIBuilder APIGateway ApiGatewayManagementApi
  ApiGatewayV2 AppConfig AppConfigData AppFabric Appflow AppIntegrations ApplicationAutoScaling
  ApplicationCostProfiler ApplicationInsights ApplicationSignals AppMesh AppRunner AppStream AppSync AppTest
  ARCZonalShift Artifact Athena AuditManager AugmentedAIRuntime AutoScaling AutoScalingPlans B2bi Backup
  BackupGateway Batch BCMDataExports Bedrock BedrockAgent BedrockAgentRuntime BedrockRuntime Billingconductor
  Braket Budgets Chatbot Chime ChimeSDKIdentity ChimeSDKMediaPipelines ChimeSDKMeetings ChimeSDKMessaging
  ChimeSDKVoice CleanRooms CleanRoomsML Cloud9 CloudControl CloudDirectory CloudFormation CloudFront CloudHSM
  CloudHSMV2 CloudSearch CloudSearchDomain CloudTrail CloudTrailData CloudWatch CloudWatchEvents CloudWatchLogs
  CodeArtifact CodeBuild CodeCatalyst CodeCommit CodeConnections CodeDeploy CodeGuruProfiler CodeGuruReviewer
  CodeGuruSecurity CodePipeline CodeStarconnections CodeStarNotifications CognitoIdentity
  CognitoIdentityServiceProvider CognitoSync Comprehend ComprehendMedical ComputeOptimizer ConfigService Connect
  ConnectCampaigns ConnectCases ConnectContactLens ConnectParticipant ControlCatalog ControlTower CostExplorer
  CostOptimizationHub CUR CustomerProfiles DataBrew DataExchange DataPipeline DataSync DataZone DAX Deadline
  Detective DeviceFarm DevOpsGuru DirectConnect DirectoryService Discovery DLM DMS DocDB DocDBElastic Drs DynamoDB
  DynamoDBStreams EBS EC2 EC2InstanceConnect ECR ECRPUBLIC ECS EFS EKS EKSAuth ElastiCache ElasticBeanstalk
  ElasticInference ElasticTranscoder ELB ELBv2 EMR EMRcontainers EMRServerless EntityResolution ES EventBridge
  Evidently Finspace Finspacedata Firehose Fis FMS ForecastQueryService ForecastService FraudDetector FreeTier FSx
  GameLift Glacier GlobalAccelerator Glue Grafana Greengrass GreengrassV2 GroundStation GuardDuty Health
  HealthLake IAM IdentityStore Imagebuilder ImportExport Inspector Inspector2 InspectorScan InternetMonitor Iot
  IoT1ClickDevicesService IoT1ClickProjects IoTAnalytics IotData IotDeviceAdvisor IoTEvents IoTEventsData
  IoTFleetHub IoTFleetWise IoTJobsDataPlane IoTSecureTunneling IoTSiteWise IoTThingsGraph IoTTwinMaker IoTWireless
  IVS Ivschat IVSRealTime Kafka KafkaConnect Kendra KendraRanking Keyspaces Kinesis KinesisAnalytics
  KinesisAnalyticsV2 KinesisVideo KinesisVideoArchivedMedia KinesisVideoMedia KinesisVideoSignalingChannels
  KinesisVideoWebRTCStorage KMS LakeFormation Lambda LaunchWizard LexModelBuildingService LexModelsV2 LexRuntime
  LexRuntimeV2 LicenseManager LicenseManagerLinuxSubscriptions LicenseManagerUserSubscriptions Lightsail Location
  LookoutEquipment LookoutMetrics LookoutVision M2 MachineLearning Macie2 MailManager ManagedBlockchain
  ManagedBlockchainQuery MarketplaceAgreement MarketplaceCatalog MarketplaceCommerceAnalytics
  MarketplaceDeployment MarketplaceEntitlementService MarketplaceMetering MediaConnect MediaConvert MediaLive
  MediaPackage MediaPackageV2 MediaPackageVod MediaStore MediaStoreData MediaTailor MedicalImaging MemoryDB Mgn
  MigrationHub MigrationHubConfig MigrationHubOrchestrator MigrationHubRefactorSpaces MigrationHubStrategy
  MobileAnalytics MQ MTurk MWAA Neptune Neptunedata NetworkFirewall NetworkManager NetworkMonitor Nimble OAM Omics
  OpenSearch OpenSearchServerless OpsWorks OpsWorksCM Organizations OSIS Outposts Panorama PaymentCryptography
  PaymentCryptographyData PcaConnectorAd PcaConnectorScep PCS Personalize PersonalizeEvents PersonalizeRuntime PI
  Pinpoint PinpointEmail PinpointSMSVoice PinpointSMSVoiceV2 Pipes Polly Pricing PrivateNetworks Proton QApps
  QBusiness QConnect QLDB QLDBSession QuickSight RAM Rbin RDS RDSDataService Redshift RedshiftData
  RedshiftServerless Rekognition Repostspace Resiliencehub ResourceExplorer2 ResourceGroups
  ResourceGroupsTaggingAPI RoboMaker RolesAnywhere Route53 Route53Domains Route53Profiles Route53RecoveryCluster
  Route53RecoveryControlConfig Route53RecoveryReadiness Route53Resolver RUM S3 S3Control S3Outposts SageMaker
  SagemakerEdge SageMakerFeatureStoreRuntime SageMakerGeospatial SageMakerMetrics SageMakerRuntime SavingsPlans
  Scheduler Schemas SecretsManager SecurityHub SecurityLake ServerlessApplicationRepository ServiceCatalog
  ServiceCatalogAppRegistry ServiceDiscovery ServiceQuotas SES SESV2 Shield Signer SimpleDB SimSpaceWeaver SMS
  Snowball SnowDeviceManagement SNS SQS SSM SSMContacts SSMIncidents SSMQuickSetup SsmSap SSO SSOAdmin SSOOIDC
  StepFunctions StorageGateway STS SupplyChain Support SupportApp SWF Synthetics TaxSettings Textract
  TimestreamInfluxDB TimestreamQuery TimestreamWrite Tnb TranscribeService Transfer Translate TrustedAdvisor
  VerifiedPermissions VoiceID VPCLattice WAF WAFRegional WAFV2 WellArchitected Wisdom WorkDocs WorkLink WorkMail
  WorkMailMessageFlow WorkSpaces WorkSpacesThinClient WorkSpacesWeb XRay
`
    .trim()
    .split(/\s+/),
);

/** The file in `aws-sdk/clients/` of a service's class. */
export function sdkV2ClientFile(name: string): string | undefined {
  return CLIENTS.has(name) ? name.toLowerCase() : undefined;
}

const GLOBALS = new Set(
  `
  ChainableTemporaryCredentials CognitoIdentityCredentials Config config CredentialProviderChain Credentials
  EC2MetadataCredentials ECSCredentials Endpoint EnvironmentCredentials EventListeners FileSystemCredentials HttpRequest
  HttpResponse IniLoader MetadataService ProcessCredentials RemoteCredentials Request Response SAMLCredentials
  SharedIniFileCredentials TemporaryCredentials Token TokenFileWebIdentityCredentials WebIdentityCredentials
`
    .trim()
    .split(/\s+/),
);

/** Not in the type declarations. */
const UNTYPED_GLOBALS = new Set('events HttpClient NodeHttpClient util VERSION'.split(' '));

const GLOBAL_TYPES = new Set('AWSError ConfigurationOptions DocumentType HTTPOptions Service'.split(' '));

/**
 * Exports that `aws-sdk/global` has too, as the same things. Some of its members are left out, as what they do depends on the
 * clients that are loaded: `Service` and `apiLoader` list them, credentials and tokens of SSO need `AWS.SSO`.
 */
export function isSdkV2Global(name: string, use: 'value' | 'type'): boolean {
  return GLOBALS.has(name) || (use === 'type' ? GLOBAL_TYPES : UNTYPED_GLOBALS).has(name);
}

const SERVICES: ReadonlySet<string> = new Set([...CLIENTS].map((name) => name.toLowerCase()));

/** A key of `AWS.config` that is kept only once the service's client is loaded: `config.update({ s3: … })`. */
export function isSdkV2Service(key: string): boolean {
  return SERVICES.has(key);
}
